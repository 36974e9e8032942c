package dev.notifier.local.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of structure. They are written for any root package, so that a tree of broken examples
 * can show that each of them fails when it should.
 */
final class Rules {
  private static final Set<String> APPLICATION =
      Set.of("contracts", "config", "numbers", "kafka", "planning", "templates", "store");

  /** Each module, and the modules of this project that it may use. */
  static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("templates", Set.of()),
          entry("contracts", Set.of()),
          entry("smsc", Set.of()),
          entry("numbers", Set.of()),
          entry("config", Set.of("contracts")),
          entry("kafka", Set.of("contracts", "config")),
          entry("planning", Set.of("templates", "contracts", "numbers")),
          // Routes are stored with their configuration.
          entry("store", Set.of("contracts", "config")),
          entry("api", APPLICATION),
          entry("worker", APPLICATION),
          entry("local", all("api", "worker", "smsc")),
          // Test scope only: nothing that ships depends on it.
          entry("testing", Set.of()));

  /** Each stage of the worker, and its packages. */
  private static final Map<String, List<String>> STAGES =
      Map.of(
          "plan", List.of("plan"),
          "retry", List.of("retry"),
          "submit", List.of("bind", "journal", "send", "response", "failover", "smpp"),
          "track", List.of("track"));

  private static final String PEM_FILES = "org.springframework.boot.ssl..";

  private static final String JSMPP =
      "the library's traps (blocking calls, a pool that reorders) are known in one room only";

  private static Set<String> all(String... more) {
    Set<String> modules = new HashSet<>(APPLICATION);
    modules.addAll(Set.of(more));
    return Set.copyOf(modules);
  }

  private final String root;
  private final String anywhere;

  /**
   * @param root package of all modules
   */
  Rules(String root) {
    this.root = root + ".";
    anywhere = root + "..";
  }

  /** All rules by what they say. */
  Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    ARROWS.forEach((module, known) -> {
      if (known.size() < ARROWS.size() - 1) {
        rules.put("arrows of " + module, arrows(module, known));
      }
    });
    STAGES
        .keySet()
        .forEach(stage -> rules.put("no stage calls another: " + stage, stageAlone(stage)));
    rules.put("no cycles", noCycles());
    rules.put("app is the outermost room", appIsOutermost());
    rules.put("templates are pure", templatesArePure());
    rules.put("one home for jSMPP", onlyIn("worker.smpp..").mayUse("org.jsmpp..", JSMPP));
    rules.put("Kafka at the edges", kafkaAtTheEdges());
    rules.put("SQL in the store", sqlInTheStore());
    rules.put("Spring outside the inner rooms", springOutside());
    rules.put(
        "one home for PEM files",
        onlyIn("worker.smpp..")
            .mayUse(PEM_FILES, "errors in PEM files name the configuration key in one place"));
    Strays strays = new Strays(inside());
    rules.put("no stray clocks", strays.noClocks());
    rules.put("no stray sleeps", strays.noSleeps());
    rules.put("no stray chance", strays.noChance());
    rules.put("no standard streams", strays.noStandardStreams());
    rules.put("nobody ends the process", strays.noExit());
    rules.put("no packages for the rest", noRestPackages());
    rules.put("null is marked", nullIsMarked());
    return rules;
  }

  private ArchRule arrows(String module, Set<String> known) {
    String[] unknown =
        ARROWS.keySet().stream()
            .filter(other -> !other.equals(module) && !known.contains(other))
            .map(other -> root + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(root + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(unknown)
        .because(
            "modules are deployed, versioned and understood one by one; what crosses between api"
                + " and worker crosses Kafka or PostgreSQL, in a form of contracts");
  }

  private ArchRule stageAlone(String stage) {
    String[] others =
        STAGES.keySet().stream()
            .filter(other -> !other.equals(stage))
            .flatMap(this::packagesOf)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAnyPackage(packagesOf(stage).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true)
        .because("stages hand over through Kafka, so that each can stop, replay and scale alone");
  }

  private Stream<String> packagesOf(String stage) {
    return STAGES.getOrDefault(stage, List.of()).stream()
        .map(name -> root + "worker." + name + "..");
  }

  private ArchRule noCycles() {
    return slices()
        .assignedFrom(new PackageByPackage(root))
        .should()
        .beFreeOfCycles()
        .because("packages that need each other are one package with two names");
  }

  private ArchRule appIsOutermost() {
    return noClasses()
        .that(resideInAPackage(anywhere).and(outside("api.app..", "worker.app..", "local..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(root + "api.app..", root + "worker.app..")
        .because("app puts the rooms together; a room that knows it cannot be tested without it");
  }

  private ArchRule templatesArePure() {
    return classes()
        .that()
        .resideInAPackage(root + "templates..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            root + "templates..",
            // The files that ship with the jar, and how they are written.
            "java.io..",
            "org.snakeyaml..",
            "java.lang..",
            "java.math..",
            "java.nio.charset..",
            "java.text..",
            "java.time..",
            "java.util..",
            "org.jspecify..")
        .because("a text is a function of its values; then every text can be a test");
  }

  private ArchRule kafkaAtTheEdges() {
    return onlyIn(
            "api.app..",
            "api.intake..",
            "worker.app..",
            "kafka..",
            "worker.plan..",
            "worker.retry..",
            // The submit stage reads lanes, and reads and writes journals. Responses and failover
            // do
            // not depend on Kafka.
            "worker.bind..",
            "worker.journal..",
            "worker.send..",
            "worker.track..",
            "local..",
            "testing..")
        .mayUse(
            "org.apache.kafka..|org.springframework.kafka..",
            "what is stored, rendered, parsed or spoken to a carrier is tested without a broker");
  }

  private ArchRule sqlInTheStore() {
    return noClasses()
        .that(
            resideInAPackage(anywhere)
                .and(outside("store..", "worker.app..", "local..", "testing..")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.springframework.jdbc..", "org.postgresql..", "com.zaxxer..")
                .or(
                    JavaClass.Predicates.belongToAnyOf(
                        java.sql.Connection.class,
                        java.sql.Statement.class,
                        java.sql.PreparedStatement.class,
                        java.sql.ResultSet.class)))
        .because("statements, their batches and the order of their locks are decided in one place");
  }

  private ArchRule springOutside() {
    return noClasses()
        .that(
            resideInAPackage(anywhere)
                .and(
                    outside(
                        "api..",
                        "config..",
                        "kafka..",
                        "store..",
                        "worker.app..",
                        "worker.track..",
                        "local..",
                        "testing..")))
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.springframework..")
                .and(DescribedPredicate.not(resideInAPackage(PEM_FILES))))
        .because("the stages must not wait, retry or start by a framework's rules");
  }

  private ArchRule noRestPackages() {
    return noClasses()
        .should()
        .resideInAnyPackage(
            Stream.of("util", "utils", "common", "commons", "helper", "helpers", "misc", "shared")
                .map(name -> ".." + name + "..")
                .toArray(String[]::new))
        .because("a package is named after what it is for; the rest has no owner and only grows");
  }

  private ArchRule nullIsMarked() {
    return classes()
        .that()
        .resideInAPackage(anywhere)
        .should(new BeInNullMarkedPackage())
        .because("NullAway checks marked packages only, and package-info says what a room is for");
  }

  private DescribedPredicate<JavaClass> outside(String... packages) {
    return DescribedPredicate.not(
        resideInAnyPackage(Stream.of(packages).map(each -> root + each).toArray(String[]::new)));
  }

  /** Rooms in which time, chance and waiting come in from outside. */
  private DescribedPredicate<JavaClass> inside() {
    return resideInAPackage(anywhere)
        .and(outside("api.app..", "worker.app..", "local..", "smsc.."));
  }

  private Only onlyIn(String... packages) {
    return new Only(packages);
  }

  /** "Only these rooms may use that". */
  private final class Only {
    private final String[] rooms;

    Only(String... rooms) {
      this.rooms = rooms;
    }

    /**
     * @param libraries packages, separated by a bar
     */
    ArchRule mayUse(String libraries, String reason) {
      return noClasses()
          .that(resideInAPackage(anywhere).and(outside(rooms)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(libraries.split("\\|", -1))
          .because(reason);
    }
  }

  /** Each package is a slice of its own, also one that lies inside another. */
  private record PackageByPackage(String root) implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass one) {
      return one.getPackageName().startsWith(root)
          ? SliceIdentifier.of(one.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages under " + root;
    }
  }
}
