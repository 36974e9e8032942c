package dev.notifier.api.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An operation of every user for itself: it needs a session, and no scope. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ForUsers {
  /** The least stage of the session. */
  UserSession.Stage value();

  /** Whether a complete session needs a second factor that is fresh. */
  boolean freshSecondFactor() default false;
}
