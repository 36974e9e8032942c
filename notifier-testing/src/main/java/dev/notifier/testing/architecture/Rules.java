package dev.notifier.testing.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
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
 * The rules of structure. They take the root package as a parameter, so that a test can check that
 * each rule fails on a tree of broken examples.
 */
public final class Rules {
  private static final Set<String> APPLICATION =
      Set.of(
          "contracts",
          "config",
          "numbers",
          "kafka",
          "planning",
          "replies",
          "batchfiles",
          "templates",
          "store");

  /** Each module, and the modules of this project that it may use. */
  public static final Map<String, Set<String>> ALLOWED_MODULES =
      Map.ofEntries(
          entry("templates", Set.of()),
          entry("contracts", Set.of()),
          entry("smsc", Set.of()),
          entry("numbers", Set.of()),
          entry("config", Set.of("contracts")),
          entry("kafka", Set.of("contracts")),
          entry("planning", Set.of("templates", "contracts", "numbers")),
          entry("replies", Set.of("templates")),
          entry("batchfiles", Set.of("templates", "numbers")),
          // Routes are stored with their configuration.
          entry("store", Set.of("contracts", "config")),
          // A client of the HTTP interface.
          entry("console", Set.of("contracts", "config")),
          entry("api", with("console")),
          entry("worker", APPLICATION),
          entry("local", with("api", "console", "worker", "smsc")),
          // Test scope only: nothing that ships depends on it.
          entry("testing", Set.of()));

  /** Each stage of the worker, and its packages. */
  private static final Map<String, List<String>> STAGES =
      Map.of(
          "inbound", List.of("inbound"),
          "plan", List.of("plan"),
          "retry", List.of("retry"),
          "schedule", List.of("schedule", "feeding"),
          "submit", List.of("bind", "journal", "send", "response", "failover", "smpp"),
          "track", List.of("track"));

  private static final String PEM_FILES = "org.springframework.boot.ssl..";

  private static final Set<String> KAFKA_CLIENTS =
      Set.of(
          "org.apache.kafka.clients.consumer.KafkaConsumer",
          "org.apache.kafka.clients.producer.KafkaProducer",
          "org.springframework.kafka.core.DefaultKafkaConsumerFactory",
          "org.springframework.kafka.core.DefaultKafkaProducerFactory",
          "org.springframework.kafka.core.KafkaAdmin");

  private static final Set<String> KAFKA_ADMINS =
      Set.of("org.apache.kafka.clients.admin.Admin", "org.apache.kafka.clients.admin.AdminClient");

  private static final String JSMPP =
      "only one package has to handle the pitfalls of the library (blocking calls, a pool that reorders)";

  private static Set<String> with(String... more) {
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

  /** All rules, by name. */
  Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    ALLOWED_MODULES.forEach((module, known) -> {
      if (known.size() < ALLOWED_MODULES.size() - 1) {
        rules.put(module + " depends on allowed modules only", dependsOnly(module, known));
      }
    });
    STAGES
        .keySet()
        .forEach(stage ->
            rules.put(
                "the stage " + stage + " does not depend on other stages", independent(stage)));
    rules.put("packages have no cycles", noCycles());
    rules.put("only local depends on app", appIsOutermost());
    rules.put("templates is pure", templatesArePure());
    rules.put("only smpp uses jSMPP", onlyIn("worker.smpp..").mayUse("org.jsmpp..", JSMPP));
    rules.put(
        "only http uses HttpClient",
        onlyIn("worker.http..")
            .mayUse(
                "org.apache.hc..",
                "requests to addresses of callers go through one client, which checks them"));
    rules.put("only some packages use Kafka", kafkaAtTheEdges());
    rules.put("one class creates Kafka clients", kafkaClientsInOnePlace());
    rules.put("only the store uses SQL", sqlInTheStore());
    rules.put("the stages do not use Spring", springOutside());
    rules.put(
        "only two packages read PEM files",
        onlyIn("worker.smpp..", "config.kafka..")
            .mayUse(PEM_FILES, "errors in PEM files name the configuration key in one place"));
    UncontrolledCalls calls = new UncontrolledCalls(controlled());
    rules.put("time is passed in", calls.noClocks());
    rules.put("no code sleeps", calls.noSleeps());
    rules.put("randomness is passed in", calls.noRandomness());
    rules.put("no code writes to standard streams", calls.noStandardStreams());
    rules.put("no code ends the process", calls.noExit());
    rules.put("packages are named after their purpose", namedAfterPurpose());
    rules.put("every package is @NullMarked", nullIsMarked());
    // A module has classes for some of the rules only.
    rules.replaceAll((_, rule) -> rule.allowEmptyShould(true));
    return rules;
  }

  private ArchRule dependsOnly(String module, Set<String> known) {
    String[] unknown =
        ALLOWED_MODULES.keySet().stream()
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
            "modules are deployed and tested separately; api and worker exchange data only through"
                + " Kafka and PostgreSQL, in the formats of contracts");
  }

  private ArchRule independent(String stage) {
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
        .because(
            "stages communicate through Kafka only, so that each can stop, replay and scale independently");
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
        .because("packages that depend on each other cannot be understood or tested separately");
  }

  private ArchRule appIsOutermost() {
    return noClasses()
        .that(resideInAPackage(anywhere).and(outside("api.app..", "worker.app..", "local..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(root + "api.app..", root + "worker.app..")
        .because(
            "app wires the other packages; a package that depends on it cannot be tested without it");
  }

  private ArchRule templatesArePure() {
    return classes()
        .that()
        .resideInAPackage(root + "templates..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            root + "templates..",
            // For the template files that ship with the jar.
            "java.io..",
            "org.apache.commons.validator.routines..",
            "org.snakeyaml..",
            "java.lang..",
            "java.math..",
            "java.nio.charset..",
            "java.text..",
            "java.time..",
            "java.util..",
            "org.jspecify..")
        .because("a text is a function of its values, so that every text can be tested");
  }

  private ArchRule kafkaAtTheEdges() {
    return onlyIn(
            "api.app..",
            "api.intake..",
            "api.eventsin..",
            "api.pipeline..",
            "api.statuses..",
            "api.recovery..",
            "api.sending..",
            "worker.app..",
            "worker.batches..",
            "worker.feeding..",
            "worker.inbound..",
            "kafka..",
            "worker.plan..",
            "worker.positions..",
            "worker.retry..",
            "worker.schedule..",
            // The submit stage reads lanes, and reads and writes journals. Responses and failover
            // do
            // not depend on Kafka.
            "worker.bind..",
            "worker.journal..",
            "worker.send..",
            "worker.statuses..",
            "worker.track..",
            "worker.webhooks..",
            "local..",
            "testing..")
        .mayUse(
            "org.apache.kafka..|org.springframework.kafka..",
            "storing, rendering, parsing and SMPP are tested without a broker");
  }

  /** Calls of a constructor, or of the methods that create an admin client. */
  private ArchRule kafkaClientsInOnePlace() {
    DescribedPredicate<JavaCall<?>> creation =
        DescribedPredicate.describe(
            "create a Kafka client",
            call -> {
              String owner = call.getTargetOwner().getFullName();
              return call.getName().equals("<init>")
                  ? KAFKA_CLIENTS.contains(owner)
                  : call.getName().equals("create") && KAFKA_ADMINS.contains(owner);
            });
    return noClasses()
        .that(resideInAPackage(anywhere).and(outside("kafka.clients..", "testing..")))
        .should()
        .callCodeUnitWhere(creation)
        .because("every client must use the encryption and the login of the configuration");
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
        .because("statements, their batches and the order of their locks belong in one place");
  }

  private ArchRule springOutside() {
    return noClasses()
        .that(
            resideInAPackage(anywhere)
                .and(
                    outside(
                        "api..",
                        "config..",
                        "console..",
                        "kafka..",
                        "store..",
                        "worker.app..",
                        "worker.batches..",
                        "local..",
                        "testing..")))
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.springframework..")
                .and(DescribedPredicate.not(resideInAPackage(PEM_FILES))))
        .because("the rules of a framework must not determine how stages start, wait and retry");
  }

  private ArchRule namedAfterPurpose() {
    return noClasses()
        .should()
        .resideInAnyPackage(
            Stream.of("util", "utils", "common", "commons", "helper", "helpers", "misc", "shared")
                .map(name -> ".." + name + "..")
                .toArray(String[]::new))
        .because("a package without a purpose grows without limit");
  }

  private ArchRule nullIsMarked() {
    return classes()
        .that()
        .resideInAPackage(anywhere)
        .should(new BeInNullMarkedPackage())
        .because("NullAway checks marked packages only, and package-info describes the package");
  }

  private DescribedPredicate<JavaClass> outside(String... packages) {
    return DescribedPredicate.not(
        resideInAnyPackage(Stream.of(packages).map(each -> root + each).toArray(String[]::new)));
  }

  /** Classes to which time, randomness and waiting are passed in. */
  private DescribedPredicate<JavaClass> controlled() {
    return resideInAPackage(anywhere)
        .and(outside("api.app..", "worker.app..", "local..", "smsc.."));
  }

  private Only onlyIn(String... packages) {
    return new Only(packages);
  }

  /** The rule that only these packages may use a library. */
  private final class Only {
    private final String[] packages;

    Only(String... packages) {
      this.packages = packages;
    }

    /**
     * Returns the rule.
     *
     * @param libraries packages, separated by a bar
     */
    ArchRule mayUse(String libraries, String reason) {
      return noClasses()
          .that(resideInAPackage(anywhere).and(outside(packages)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(libraries.split("\\|", -1))
          .because(reason);
    }
  }

  /** Each package is a separate slice, even if it is inside another one. */
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
