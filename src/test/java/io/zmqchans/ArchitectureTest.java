// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the arrows between the rooms: {@code API → bus → loop}, {@code security → loop}. */
@AnalyzeClasses(packages = "io.zmqchans", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String API = "io.zmqchans";
  private static final String LOOP = "io.zmqchans.loop..";
  private static final String BUS = "io.zmqchans.bus..";
  private static final String SECURITY = "io.zmqchans.security..";
  private static final String SERVICE = "io.zmqchans.service..";
  private static final String EVENT_BUS = "io.vertx.core.eventbus..";
  private static final String[] JEROMQ = {"org.zeromq..", "zmq.."};

  @ArchTest
  static final ArchRule loopKnowsNeitherOtherRoomsNorTheEventBus =
      noClasses()
          .that()
          .resideInAPackage(LOOP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BUS, SECURITY, SERVICE, EVENT_BUS)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule securityKnowsNotTheBus =
      noClasses()
          .that()
          .resideInAPackage(SECURITY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BUS, SERVICE)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule busKnowsNotTheService =
      noClasses()
          .that()
          .resideInAPackage(BUS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SERVICE)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyLoopAndSecurityAndTheApiUseJeroMq =
      noClasses()
          .that()
          .resideOutsideOfPackages(API, LOOP, SECURITY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(JEROMQ)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyBusAndServiceAndTheApiUseTheEventBus =
      noClasses()
          .that()
          .resideOutsideOfPackages(API, BUS, SERVICE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(EVENT_BUS)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule oneClassUsesTheInsidesOfVertxButItsLogging =
      noClasses()
          .that()
          .doNotHaveSimpleName("LoopContext")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.vertx.core.internal..", "io.vertx..impl..")
                  .and(resideOutsideOfPackage("io.vertx.core.internal.logging")))
          .allowEmptyShould(true);

  @Test
  void shouldExportTheApiPackageOnly() {
    ModuleDescriptor module =
        ModuleFinder.of(Path.of("target", "classes")).find(API).orElseThrow().descriptor();

    assertThat(module.isOpen()).isFalse();
    assertThat(module.opens()).isEmpty();
    assertThat(module.exports())
        .singleElement()
        .satisfies(
            export -> {
              assertThat(export.source()).isEqualTo(API);
              assertThat(export.isQualified()).isFalse();
            });
  }
}
