package dev.notifier.api.audit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation that changes something: each request has an entry in the audit. {@link
 * AuditTrail#change} writes it with the change; a request without one gets an entry after its
 * response, with what became of it. A test compares these operations with the API description.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Audited {
  /** The operationId of the API description. */
  String value();

  /** What kind of thing it changes; empty if it is not one thing. */
  String target() default "";

  /** The variable of the path with the id of that thing. */
  String variable() default "";
}
