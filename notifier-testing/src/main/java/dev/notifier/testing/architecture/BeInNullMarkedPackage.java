package dev.notifier.testing.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The condition that the package of a class has a package-info with {@link NullMarked}. */
final class BeInNullMarkedPackage extends ArchCondition<JavaClass> {
  BeInNullMarkedPackage() {
    super("be in a package whose package-info is marked @NullMarked");
  }

  @Override
  public void check(JavaClass one, ConditionEvents events) {
    boolean marked = one.getPackage().isAnnotatedWith(NullMarked.class);
    events.add(
        new SimpleConditionEvent(
            one, marked, one.getName() + " is in " + one.getPackageName() + ", which is not"));
  }
}
