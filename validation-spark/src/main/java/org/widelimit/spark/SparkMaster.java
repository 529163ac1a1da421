package org.widelimit.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.widelimit.numerics.InputException;

/**
 * Where Spark runs: in this process ({@code local}, {@code local[N]}, {@code local[*]}) or on a standalone cluster ({@code spark://HOST:PORT}, with further masters that stand by after commas).
 *
 * @param url as Spark takes it
 * @param addresses of the masters; none for this process
 */
record SparkMaster(String url, List<InetSocketAddress> addresses) {

    private static final Pattern LOCAL = Pattern.compile("local(\\[(\\*|[1-9][0-9]{0,3})])?");
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");
    private static final String STANDALONE = "spark://";
    private static final int LARGEST_PORT = 65535;

    SparkMaster {
        addresses = List.copyOf(addresses);
    }

    /**
     * The master in an option's text.
     *
     * @throws InputException if it is of another kind, or malformed
     */
    static SparkMaster of(String text) {
        if (LOCAL.matcher(text).matches()) {
            return new SparkMaster(text, List.of());
        }
        if (!text.startsWith(STANDALONE)) {
            throw malformed(text);
        }
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String address : text.substring(STANDALONE.length()).split(",", -1)) {
            Matcher matcher = ADDRESS.matcher(address);
            int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
            if (port < 1 || port > LARGEST_PORT) {
                throw malformed(text);
            }
            addresses.add(InetSocketAddress.createUnresolved(matcher.group(1), port));
        }
        return new SparkMaster(text, addresses);
    }

    private static InputException malformed(String text) {
        return new InputException("--master: expected local[N], local[*] or spark://HOST:PORT, found \"" + text + '"');
    }

    boolean isThisProcess() {
        return addresses.isEmpty();
    }

    /** Whether all of it is on this machine, so that no port has to be open to others. */
    boolean isLoopback() {
        return addresses.stream()
                .map(address -> new InetSocketAddress(address.getHostString(), address.getPort()))
                .allMatch(address ->
                        !address.isUnresolved() && address.getAddress().isLoopbackAddress());
    }

    /** The loopback address of this machine. */
    static String loopback() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }

    /**
     * Asks whether one of the masters listens: Spark itself would go on trying for a minute.
     *
     * @throws InputException if none does
     */
    void requireListening(Duration timeout) {
        String reason = "";
        for (InetSocketAddress address : addresses) {
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(address.getHostString(), address.getPort()),
                        Math.toIntExact(timeout.toMillis()));
                return;
            } catch (IOException e) {
                reason = e.getMessage() == null ? e.toString() : e.getMessage();
            }
        }
        if (!isThisProcess()) {
            throw new InputException(
                    "--master " + url + ": expected a Spark master that listens there, found none (" + reason + ")");
        }
    }
}
