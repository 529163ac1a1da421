package org.widelimit.validation.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.widelimit.numerics.InputException;

class EnginesTest {

    @Test
    void theLocalEngineIsAlwaysThere() {
        try (Engine engine = Engines.open(Engines.LOCAL, new EngineOptions(3, null))) {
            assertThat(engine).isEqualTo(new LocalEngine(3));
            assertThat(engine.description()).isEqualTo("local");
        }
    }

    @Test
    void theLocalEngineHasNoMaster() {
        assertThatThrownBy(() -> Engines.open("local", new EngineOptions(1, "local[2]")))
                .isInstanceOf(InputException.class)
                .hasMessage("--master: expected --engine spark with it, found --engine local");
    }

    @Test
    void anEngineThatIsNotThereSaysHowToGetIt() {
        assertThatThrownBy(() -> Engines.open("spark", new EngineOptions(1, null)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("mvn -Pspark -DskipTests package");
        assertThatThrownBy(() -> Engines.open("cluster", new EngineOptions(1, null)))
                .isInstanceOf(InputException.class)
                .hasMessage("--engine: expected local or spark, found \"cluster\"");
    }

    @Test
    void threadsArePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EngineOptions(0, null));
    }
}
