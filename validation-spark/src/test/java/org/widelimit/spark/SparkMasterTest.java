package org.widelimit.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.numerics.InputException;

class SparkMasterTest {

    @ParameterizedTest
    @ValueSource(strings = {"local", "local[1]", "local[16]", "local[*]"})
    void thisProcess(String text) {
        SparkMaster master = SparkMaster.of(text);
        assertThat(master.isThisProcess()).isTrue();
        assertThat(master.isLoopback()).isTrue();
        assertThat(master.url()).isEqualTo(text);
    }

    @Test
    void standaloneClustersHaveAddresses() {
        SparkMaster master = SparkMaster.of("spark://one.example:7077,127.0.0.1:7078");
        assertThat(master.isThisProcess()).isFalse();
        assertThat(master.isLoopback()).isFalse();
        assertThat(master.addresses())
                .containsExactly(
                        InetSocketAddress.createUnresolved("one.example", 7077),
                        InetSocketAddress.createUnresolved("127.0.0.1", 7078));
        assertThat(SparkMaster.of("spark://127.0.0.1:7077").isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yarn",
                "k8s://host:1",
                "local[0]",
                "local[two]",
                "local[2",
                "local-cluster[2,1,1024]",
                "spark://",
                "spark://host",
                "spark://host:",
                "spark://host:0",
                "spark://host:65536",
                "spark://host:7077/path",
                "spark://host:7077,",
                "spark://user@host:7077",
                "SPARK://host:7077",
                "http://host:7077"
            })
    void allElseIsRefusedInOneLine(String text) {
        assertThatThrownBy(() -> SparkMaster.of(text))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("--master: expected local[N], local[*] or spark://HOST:PORT, found \"" + text);
    }

    @Test
    void aMasterHasToListen() throws IOException {
        int port;
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listening.getLocalPort();
            SparkMaster there = SparkMaster.of("spark://127.0.0.1:1,127.0.0.1:" + port);
            assertThatCode(() -> there.requireListening(Duration.ofSeconds(5))).doesNotThrowAnyException();
        }
        SparkMaster gone = SparkMaster.of("spark://127.0.0.1:" + port);
        assertThatThrownBy(() -> gone.requireListening(Duration.ofSeconds(5)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("127.0.0.1:" + port + ": expected a Spark master that listens there");
        assertThatCode(() -> SparkMaster.of("local").requireListening(Duration.ofSeconds(5)))
                .doesNotThrowAnyException();
    }
}
