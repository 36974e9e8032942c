package dev.notifier.testing.architecture;

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

/** Rules for calls, and references to methods, that only the outermost packages may contain. */
final class UncontrolledCalls {
  private static final String NEW = "<init>";
  private static final Set<String> CLOCKS =
      Set.of("system", "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds");

  private final DescribedPredicate<JavaClass> controlled;

  UncontrolledCalls(DescribedPredicate<JavaClass> controlled) {
    this.controlled = controlled;
  }

  ArchRule noClocks() {
    return none(
        "the clock of the machine",
        access ->
            calls(access, Map.of(System.class, Set.of("currentTimeMillis", "nanoTime")))
                || calls(access, Map.of(Clock.class, CLOCKS))
                || isNowOfJavaTime(access.getTarget())
                || isNewDate(access.getTarget()),
        "time is passed in through constructors, so that tests can set it and assert exact values");
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
        "a wait must end early when the stage stops: wait on a latch or a queue, or write a retry");
  }

  ArchRule noRandomness() {
    return none(
        "a source of randomness",
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
        "randomness is passed in through constructors, so that a failure can be reproduced with its seed");
  }

  ArchRule noStandardStreams() {
    return none(
        "standard output",
        access ->
            calls(access, Map.of(System.class, Set.of("out", "err")))
                || access.getTarget().getName().equals("printStackTrace"),
        "the log is for operators: it has levels and no personal data");
  }

  ArchRule noExit() {
    return none(
        "the end of the process",
        access ->
            calls(
                access,
                Map.of(System.class, Set.of("exit"), Runtime.class, Set.of("exit", "halt"))),
        "binds are drained and released at shutdown; an early exit leaves unconfirmed submissions");
  }

  /** {@code now()} without a clock; with a clock it is allowed. */
  private static boolean isNowOfJavaTime(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitCallTarget call
        && call.getName().equals("now")
        && call.getOwner().getPackageName().equals("java.time")
        && call.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
  }

  private static boolean isNewDate(AccessTarget target) {
    return target instanceof AccessTarget.ConstructorCallTarget call
        && call.getOwner().isEquivalentTo(Date.class)
        && call.getRawParameterTypes().isEmpty();
  }

  private ArchRule none(String what, Predicate<JavaAccess<?>> isViolation, String reason) {
    return noClasses()
        .that(controlled)
        .should()
        .accessTargetWhere(
            new DescribedPredicate<JavaAccess<?>>(what) {
              @Override
              public boolean test(JavaAccess<?> access) {
                return isViolation.test(access);
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
