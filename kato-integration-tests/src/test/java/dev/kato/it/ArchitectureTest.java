package dev.kato.it;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

@AnalyzeClasses(packages = "dev.kato", importOptions = ArchitectureTest.OwnCode.class)
class ArchitectureTest {

  /** Without tests, also where they come as a jar. */
  static final class OwnCode implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return new DoNotIncludeTests().includes(location) && !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule arrowsInCoreRunOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(
              "dev.kato",
              "dev.kato.model",
              "dev.kato.config",
              "dev.kato.spi",
              "dev.kato.recall..",
              "dev.kato.processor",
              "dev.kato.session")
          .layer("root")
          .definedBy("dev.kato")
          .layer("session")
          .definedBy("dev.kato.session")
          .layer("processor")
          .definedBy("dev.kato.processor")
          .layer("recall")
          .definedBy("dev.kato.recall..")
          .layer("spi")
          .definedBy("dev.kato.spi")
          .layer("config")
          .definedBy("dev.kato.config")
          .layer("model")
          .definedBy("dev.kato.model")
          .whereLayer("root")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("session")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("processor")
          .mayOnlyBeAccessedByLayers("root", "session")
          .whereLayer("recall")
          .mayOnlyBeAccessedByLayers("root", "processor")
          .whereLayer("spi")
          .mayOnlyBeAccessedByLayers("root", "session", "processor", "recall")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("root", "session", "processor", "recall", "spi")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("root", "session", "processor", "recall", "spi", "config");

  @ArchTest
  static final ArchRule arrowsInRecallRunOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.kato.recall..")
          .layer("recall")
          .definedBy("dev.kato.recall")
          .layer("scan")
          .definedBy("dev.kato.recall.scan")
          .layer("text")
          .definedBy("dev.kato.recall.text")
          .layer("forecast")
          .definedBy("dev.kato.recall.forecast")
          .layer("score")
          .definedBy("dev.kato.recall.score")
          .layer("align")
          .definedBy("dev.kato.recall.align")
          .layer("index")
          .definedBy("dev.kato.recall.index")
          .layer("symbols")
          .definedBy("dev.kato.recall.symbols")
          .layer("base")
          .definedBy("dev.kato.recall.base")
          .whereLayer("recall")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("scan")
          .mayOnlyBeAccessedByLayers("recall")
          .whereLayer("text")
          .mayOnlyBeAccessedByLayers("recall")
          .whereLayer("forecast")
          .mayOnlyBeAccessedByLayers("recall")
          .whereLayer("score")
          .mayOnlyBeAccessedByLayers("recall", "scan", "text")
          .whereLayer("align")
          .mayOnlyBeAccessedByLayers("recall", "scan", "text", "forecast", "score")
          .whereLayer("index")
          .mayOnlyBeAccessedByLayers("recall", "scan", "text", "forecast", "score")
          .whereLayer("symbols")
          .mayOnlyBeAccessedByLayers(
              "recall", "scan", "text", "forecast", "score", "align", "index");

  @ArchTest
  static final ArchRule coreKnowsNoHttpJsonOrDriver =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.kato",
              "dev.kato.model",
              "dev.kato.config",
              "dev.kato.spi",
              "dev.kato.recall..",
              "dev.kato.processor",
              "dev.kato.session")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.sun.net..",
              "com.fasterxml..",
              "com.mongodb..",
              "io.lettuce..",
              "io.grpc..",
              "io.qdrant..");

  @ArchTest
  static final ArchRule recallIsPure =
      noClasses()
          .that()
          .resideInAPackage("dev.kato.recall..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.time..")
                  .and(not(type(Duration.class))))
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule coreReadsNoWallClockButThroughTheInjectedOne =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.kato.model",
              "dev.kato.config",
              "dev.kato.spi",
              "dev.kato.processor",
              "dev.kato.session")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule apiKeysAreComparedInATimeThatDoesNotDependOnThem =
      classes()
          .that()
          .haveFullyQualifiedName("dev.kato.server.http.ApiKeys")
          .should()
          .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class);

  @ArchTest
  static final ArchRule apiKeysAreComparedInNoOtherWay =
      noClasses()
          .that()
          .haveFullyQualifiedName("dev.kato.server.http.ApiKeys")
          .should()
          .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
          .orShould()
          .callMethod(String.class, "equals", Object.class)
          .orShould()
          .callMethod(List.class, "contains", Object.class);

  @ArchTest
  static final ArchRule theServerKnowsNoDialectNoDriverAndNoCommandLine =
      noClasses()
          .that()
          .resideInAPackage("dev.kato.server..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.kato.dialects..",
              "dev.kato.cli..",
              "dev.kato.storage.mongo..",
              "dev.kato.storage.redis..",
              "dev.kato.storage.qdrant..");

  @ArchTest
  static final ArchRule dialectsKnowNoCommandLine =
      noClasses()
          .that()
          .resideInAPackage("dev.kato.dialects..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.kato.cli..");

  @ArchTest
  static final ArchRule driversStayInTheirModules =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.kato.storage.mongo..", "dev.kato.storage.redis..", "dev.kato.storage.qdrant..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.mongodb..", "io.lettuce..", "io.grpc..", "io.qdrant..");
}
