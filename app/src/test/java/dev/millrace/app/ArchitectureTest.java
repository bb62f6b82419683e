package dev.millrace.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows between modules and packages, as CONTRIBUTING draws them. */
class ArchitectureTest {
  private static final String ROOT = "dev.millrace";

  private static final JavaClasses MILLRACE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages(ROOT);

  @Test
  void everyModuleIsLookedAt() {
    assertThat(MILLRACE.stream().map(JavaClass::getPackageName))
        .anyMatch(name -> name.startsWith("dev.millrace.app."))
        .anyMatch(name -> name.startsWith("dev.millrace.ingestion"))
        .anyMatch(name -> name.startsWith("dev.millrace.orchestration"))
        .anyMatch(name -> name.startsWith("dev.millrace.retrieval."));
  }

  @Test
  void retrievalSeesNoOtherModule() {
    noClasses()
        .that(resideInAPackage("dev.millrace.retrieval.."))
        .should(
            dependOnClassesThat(
                resideInAPackage("dev.millrace..")
                    .and(resideOutsideOfPackage("dev.millrace.retrieval.."))))
        .check(MILLRACE);
  }

  @Test
  void ingestionAndOrchestrationSeeRetrievalAndNotEachOther() {
    for (String module : Set.of("ingestion", "orchestration")) {
      noClasses()
          .that(resideInAPackage("dev.millrace." + module + ".."))
          .should(
              dependOnClassesThat(
                  resideInAPackage("dev.millrace..")
                      .and(resideOutsideOfPackage("dev.millrace.retrieval.."))
                      .and(resideOutsideOfPackage("dev.millrace." + module + ".."))))
          .check(MILLRACE);
    }
  }

  @Test
  void theCorpusSpeaksPlainJava() {
    classes()
        .that(resideInAPackage("dev.millrace.retrieval.corpus.."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..", "org.jspecify.annotations..", "dev.millrace.retrieval.corpus.."))
        .check(MILLRACE);
  }

  @Test
  void onlyTheIndexKnowsLucene() {
    noClasses()
        .that(resideOutsideOfPackage("dev.millrace.retrieval.index.."))
        .should(dependOnClassesThat(resideInAPackage("org.apache.lucene..")))
        .check(MILLRACE);
  }

  @Test
  void onlyTheModelsKnowLangChain4j() {
    noClasses()
        .that(
            resideOutsideOfPackages(
                "dev.millrace.orchestration.model..", "dev.millrace.app.rival.."))
        .should(dependOnClassesThat(resideInAPackage("dev.langchain4j..")))
        .check(MILLRACE);
  }

  @Test
  void onlyTheParserKnowsTika() {
    noClasses()
        .that(resideOutsideOfPackage("dev.millrace.ingestion.parse.."))
        .should(dependOnClassesThat(resideInAPackage("org.apache.tika..")))
        .check(MILLRACE);
  }

  @Test
  void eachPlaceKnowsItsOwnLibrary() {
    Map<String, String> libraries =
        Map.of("git", "org.eclipse.jgit..", "s3", "software.amazon.awssdk..");
    libraries.forEach(
        (kind, library) ->
            noClasses()
                .that(resideOutsideOfPackage("dev.millrace.ingestion.connector." + kind + ".."))
                .should(dependOnClassesThat(resideInAPackage(library)))
                .check(MILLRACE));
  }

  @Test
  void onlyTheClassifierKnowsTribuo() {
    noClasses()
        .that(resideOutsideOfPackage("dev.millrace.orchestration.classify.."))
        .should(dependOnClassesThat(resideInAPackage("org.tribuo..")))
        .check(MILLRACE);
  }

  @Test
  void identityKnowsNoHttp() {
    noClasses()
        .that(resideInAPackage("dev.millrace.app.identity.."))
        .should(dependOnClassesThat(resideInAPackage("io.micronaut.http..")))
        .check(MILLRACE);
  }

  @Test
  void theConsoleAsksTheModulesByTheirDoors() {
    noClasses()
        .that(resideInAPackage("dev.millrace.app.console.."))
        .should(
            dependOnClassesThat(
                resideInAnyPackage(
                    "dev.millrace.retrieval.store..",
                    "dev.millrace.retrieval.index..",
                    "dev.millrace.ingestion.parse..",
                    "dev.millrace.ingestion.chunk..",
                    "dev.millrace.app.cli..",
                    "dev.millrace.app.wiring..")))
        .check(MILLRACE);
    noClasses()
        .that(resideInAPackage("dev.millrace.app.console.session.."))
        .should(dependOnClassesThat(resideInAPackage("io.micronaut.http..")))
        .check(MILLRACE);
  }

  @Test
  void onlyTheConsoleMakesPages() {
    noClasses()
        .that(resideOutsideOfPackage("dev.millrace.app.console"))
        .should(dependOnClassesThat(resideInAPackage("gg.jte..")))
        .check(MILLRACE);
  }

  @Test
  void packagesFormNoCircles() {
    slices().matching("dev.millrace.(**)").should().beFreeOfCycles().check(MILLRACE);
  }

  @Test
  void everyPackageIsNullMarkedAndTeaches() throws ClassNotFoundException {
    for (String name : packages()) {
      Class<?> info = Class.forName(name + ".package-info");
      assertThat(info.isAnnotationPresent(NullMarked.class)).as(name).isTrue();
    }
  }

  @Test
  void noPackageIsADrawerForOddThings() {
    assertThat(packages())
        .noneMatch(name -> name.matches(".*\\.(utils?|helpers?|common|misc)(\\..*)?"));
  }

  private static Set<String> packages() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass one : MILLRACE) {
      packages.add(one.getPackageName());
    }
    return packages;
  }
}
