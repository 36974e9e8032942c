package dev.notifier.local.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Calls, and references to methods, that belong to the outermost rooms alone. */
final class Strays {
  private static final String NEW = "<init>";
  private static final Set<String> CLOCKS =
      Set.of("system", "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds");

  private final DescribedPredicate<JavaClass> inside;

  Strays(DescribedPredicate<JavaClass> inside) {
    this.inside = inside;
  }

  ArchRule noClocks() {
    return none(
        "the clock of the machine",
        access ->
            calls(access, Map.of(System.class, Set.of("currentTimeMillis", "nanoTime")))
                || calls(access, Map.of(Clock.class, CLOCKS))
                || isNowOfJavaTime(access.getTarget())
                || isNewDate(access.getTarget()),
        "time comes in through constructors; tests set it and assert exact values");
  }

  ArchRule noSleeps() {
    return none(
        "a sleep",
        access ->
            calls(
                access,
                Map.of(
                    Thread.class, Set.of("sleep"),
                    TimeUnit.class, Set.of("sleep"),
                    LockSupport.class, Set.of("parkNanos", "parkUntil"))),
        "a wait ends early when the stage stops: wait on a latch or a queue, or write a retry");
  }

  ArchRule noChance() {
    return none(
        "a source of chance",
        access ->
            calls(
                access,
                Map.of(
                    Math.class, Set.of("random"),
                    Random.class, Set.of(NEW),
                    SplittableRandom.class, Set.of(NEW),
                    SecureRandom.class, Set.of(NEW),
                    ThreadLocalRandom.class, Set.of("current"),
                    RandomGenerator.class, Set.of("getDefault", "of"),
                    UUID.class, Set.of("randomUUID"))),
        "chance comes in through constructors; a failure with a seed can be played again");
  }

  ArchRule noStandardStreams() {
    return none(
        "standard output",
        access ->
            calls(access, Map.of(System.class, Set.of("out", "err")))
                || access.getTarget().getName().equals("printStackTrace"),
        "what operators read goes through the log, where it has a level and no personal data");
  }

  ArchRule noExit() {
    return none(
        "the end of the process",
        access ->
            calls(
                access,
                Map.of(System.class, Set.of("exit"), Runtime.class, Set.of("exit", "halt"))),
        "binds are drained and released on the way out; an exit in the middle puts them in doubt");
  }

  /** {@code now()} without a clock; with one it is what we want. */
  private static boolean isNowOfJavaTime(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitCallTarget call
        && call.getName().equals("now")
        && call.getOwner().getPackageName().equals("java.time")
        && call.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
  }

  private static boolean isNewDate(AccessTarget target) {
    return target instanceof AccessTarget.ConstructorCallTarget made
        && made.getOwner().isEquivalentTo(Date.class)
        && made.getRawParameterTypes().isEmpty();
  }

  private ArchRule none(String what, Predicate<JavaAccess<?>> stray, String reason) {
    return noClasses()
        .that(inside)
        .should()
        .accessTargetWhere(
            new DescribedPredicate<JavaAccess<?>>(what) {
              @Override
              public boolean test(JavaAccess<?> access) {
                return stray.test(access);
              }
            })
        .because(reason);
  }

  private static boolean calls(JavaAccess<?> access, Map<Class<?>, Set<String>> names) {
    return names.entrySet().stream()
        .anyMatch(each ->
            access.getTargetOwner().isEquivalentTo(each.getKey())
                && each.getValue().contains(access.getTarget().getName()));
  }
}
