package dev.notifier.store.people;

import dev.notifier.store.audit.AuditSubjects.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A recipient about whom a tenant has data.
 *
 * @param phone in E.164 format; null if the person is known by the reference
 * @param personRef the tenant's own name for the person; null if the person is known by the number
 */
public record Person(String tenant, @Nullable String phone, @Nullable String personRef) {
  public Person {
    if ((phone == null) == (personRef == null)) {
      throw new IllegalArgumentException("Send either phone or personRef");
    }
  }

  /** The column of {@code notifications} that has the value of {@link #key}. */
  String column() {
    return phone == null ? "person_ref" : "phone";
  }

  /** The field of an {@link ErasureOrder} that has the value of {@link #key}. */
  String field() {
    return phone == null ? "personRef" : "phone";
  }

  /** The number or the reference. */
  String key() {
    String key = phone == null ? personRef : phone;
    if (key == null) {
      throw new IllegalStateException("A person has a number or a reference");
    }
    return key;
  }

  /** The person as the audit knows it. */
  public Subject subject() {
    return new Subject(tenant, field(), key());
  }

  /** Omits the number and the reference. */
  @Override
  public String toString() {
    return "Person[" + column() + "]";
  }
}
