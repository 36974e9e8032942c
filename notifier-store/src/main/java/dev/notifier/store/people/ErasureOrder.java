package dev.notifier.store.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure is about: the payload of its job, which is deleted when the job has ended.
 *
 * @param phone null if the person is known by the reference
 * @param personRef null if the person is known by the number
 * @param acceptedUntil what was accepted later is kept
 */
public record ErasureOrder(
    String tenant, @Nullable String phone, @Nullable String personRef, Instant acceptedUntil) {
  /** The kind of the jobs. */
  public static final String KIND = "erasures";

  /** The person that it is about. */
  public Person person() {
    return new Person(tenant, phone, personRef);
  }

  /** Omits the number and the reference. */
  @Override
  public String toString() {
    return "ErasureOrder[" + person() + "]";
  }
}
