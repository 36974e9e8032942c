package dev.notifier.api.security;

import dev.notifier.contracts.access.Scope;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scope that the caller of an operation must have. Every operation below /v1/ has one, or is
 * {@link ForUsers} or {@link WithoutSignIn}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {
  /** The scope. */
  Scope value();

  /** Whether it changes what all tenants share, so that only the national tenant may. */
  boolean nationalOnly() default false;
}
