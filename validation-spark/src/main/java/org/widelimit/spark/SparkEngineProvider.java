package org.widelimit.spark;

import java.time.Duration;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.study.Engine;
import org.widelimit.validation.study.EngineOptions;
import org.widelimit.validation.study.EngineProvider;

/** Offers Apache Spark to {@code --engine}. Without Spark's jars it says how to get them. */
public final class SparkEngineProvider implements EngineProvider {

    /** The system property with the seconds that a cluster may be without any executor. */
    static final String PATIENCE = "widelimit.spark.patience";

    private static final int DEFAULT_PATIENCE = 60;
    private static final String[] TALKATIVE = {"org.apache", "org.sparkproject"};

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public Engine open(EngineOptions options) {
        requireSpark();
        quieten();
        String master = options.master() == null ? "local[" + options.threads() + "]" : options.master();
        int patience = Integer.getInteger(PATIENCE, DEFAULT_PATIENCE);
        return SparkEngine.connect(master, StandardClaims.class, Duration.ofSeconds(patience));
    }

    private static void requireSpark() {
        try {
            Class.forName("org.apache.spark.SparkContext", false, SparkEngineProvider.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new InputException(
                    "--engine spark: expected Spark's jars on the class path, found none; get them with: mvn -Pspark -DskipTests package (docs/scale-out.md)",
                    e);
        }
    }

    /** Spark's own log is for those who ask for it (--verbose sets a level): what goes wrong is said in one line by this module. */
    private static void quieten() {
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            for (String logger : TALKATIVE) {
                String property = "org.slf4j.simpleLogger.log." + logger;
                if (System.getProperty(property) == null) {
                    System.setProperty(property, "off");
                }
            }
        }
    }
}
