package org.widelimit.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The top floor: it may see the others, none of them sees it, and Spark stays in it. */
class SparkFloorTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.widelimit");

    @Test
    void nobodyImportsIt() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.widelimit.spark..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.widelimit.spark..")
                .check(HOUSE);
    }

    @Test
    void sparkStaysHere() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.widelimit.spark..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "scala..", "org.apache.hadoop..")
                .check(HOUSE);
    }
}
