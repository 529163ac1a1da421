package org.widelimit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the house to its floors: a module imports only from lower ones, and each library stays in the room it was let into. */
class FloorsTest {

    private static final List<String> FLOORS =
            List.of("numerics", "graphon", "networks", "ntk", "gradientflow", "validation");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.widelimit");

    private static ArchRule floors(String root) {
        var floors = layeredArchitecture().consideringOnlyDependenciesInAnyPackage(root + "..");
        for (String floor : FLOORS) {
            floors = floors.layer(floor).definedBy(root + "." + floor + "..");
        }
        return floors.whereLayer("numerics")
                .mayNotAccessAnyLayer()
                .whereLayer("graphon")
                .mayOnlyAccessLayers("numerics")
                .whereLayer("networks")
                .mayOnlyAccessLayers("numerics", "graphon")
                .whereLayer("ntk")
                .mayOnlyAccessLayers("numerics", "graphon", "networks")
                .whereLayer("gradientflow")
                .mayOnlyAccessLayers("numerics")
                .whereLayer("validation")
                .mayOnlyAccessLayers("numerics", "graphon", "networks", "ntk", "gradientflow")
                // The top floor is optional and looked at from above (SparkFloorTest); no other knows of it.
                .optionalLayer("spark")
                .definedBy(root + ".spark..")
                .whereLayer("spark")
                .mayNotBeAccessedByAnyLayer()
                // Spoils files for tests (widelimit-testing).
                .optionalLayer("testing")
                .definedBy(root + ".testing..")
                .whereLayer("testing")
                .mayNotBeAccessedByAnyLayer()
                .ensureAllClassesAreContainedInArchitecture();
    }

    @Test
    void everyModuleImportsOnlyFromLowerFloors() {
        floors("org.widelimit").check(HOUSE);
    }

    @Test
    void anImportFromAnUpperFloorIsCaught() {
        JavaClasses crooked = new ClassFileImporter().importPackages("org.widelimit.architecture.crooked");
        assertThat(crooked).isNotEmpty();
        assertThat(floors("org.widelimit.architecture.crooked")
                        .allowEmptyShould(true)
                        .evaluate(crooked)
                        .getFailureReport()
                        .getDetails())
                .anyMatch(line -> line.contains("numerics.Basement") && line.contains("ntk.Attic"));
    }

    @Test
    void packagesOfOneFloorDoNotGoRoundInCircles() {
        slices().matching("org.widelimit.(*).(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void librariesStayInTheirRooms() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.commons.math3..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.widelimit.validation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.databind..", "picocli..", "me.tongfei..")
                .check(HOUSE);
        // The header of a safetensors file is JSON.
        noClasses()
                .that()
                .resideOutsideOfPackages("org.widelimit.validation..", "org.widelimit.numerics.arrays..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.core..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.widelimit.numerics.linalg..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.widelimit.spark..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "scala..")
                .check(HOUSE);
    }

    @Test
    void randomnessComesFromNamedStreamsAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .orShould()
                .callMethod(Math.class, "random")
                .check(HOUSE);
        classes()
                .that()
                .resideOutsideOfPackage("org.widelimit.numerics.random..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("org.apache.commons.rng..")
                .check(HOUSE);
    }
}
