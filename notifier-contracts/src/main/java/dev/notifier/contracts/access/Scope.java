package dev.notifier.contracts.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may do. {@code openapi.yaml} names the scope of each operation, and {@code
 * docs/access.md} lists them all. No scope shows one-time codes and secret fields.
 */
public enum Scope {
  /** Send events. */
  EVENTS_WRITE("events:write"),
  /** Look up notifications; numbers, texts and locales are masked. */
  NOTIFICATIONS_READ("notifications:read"),
  /** Look up the messages of all tenants; only in the tenant {@code default}. */
  ALL_TENANTS_READ("all-tenants:read"),
  /** See numbers, texts and locales in clear. */
  PERSONAL_DATA_READ("personal-data:read"),
  /** Cancel notifications that no carrier has yet. */
  NOTIFICATIONS_CANCEL("notifications:cancel"),
  /** See batches. */
  BATCHES_READ("batches:read"),
  /** Send files, say how they are read, order dry runs and cancel batches. */
  BATCHES_WRITE("batches:write", BATCHES_READ),
  /** Release, pause and continue batches. */
  BATCHES_RELEASE("batches:release", BATCHES_READ),
  /** Look up what recipients have opted out of. */
  OPT_OUTS_READ("opt-outs:read"),
  /** Record and withdraw opt-outs. */
  OPT_OUTS_WRITE("opt-outs:write", OPT_OUTS_READ),
  /** Record and withdraw opt-outs from the messages of all tenants; only in {@code default}. */
  ALL_OPT_OUTS_WRITE("all-opt-outs:write"),
  /** Look up who has consented to advertising, and the state of the do-not-call list. */
  CONSENTS_READ("consents:read"),
  /** Record and withdraw consents to advertising. */
  CONSENTS_WRITE("consents:write", CONSENTS_READ),
  /** Replace the national do-not-call list; only in {@code default}. */
  DO_NOT_CALL_WRITE("do-not-call:write", CONSENTS_READ),
  /** Read what people have written, and what became of it. */
  INBOX_READ("inbox:read"),
  /** Answer people, and decide about what they have written. */
  INBOX_WRITE("inbox:write", INBOX_READ),
  /** Look up persons. */
  PEOPLE_READ("people:read"),
  /** Record what other channels said to a person. */
  TIMELINE_WRITE("timeline:write"),
  /** Erase a person's data. */
  PEOPLE_ERASE("people:erase"),
  /** Store and remove the recipients of the directory. */
  DIRECTORY_WRITE("directory:write"),
  /** Export data, also that of one person, for which personal data is needed as well. */
  EXPORT("export"),
  /** Read templates. */
  TEMPLATES_READ("templates:read"),
  /** Write drafts of templates and submit them. */
  TEMPLATES_WRITE("templates:write", TEMPLATES_READ),
  /** Approve, publish and retire templates. */
  TEMPLATES_APPROVE("templates:approve", TEMPLATES_READ),
  /** Read and search the knowledge base. */
  KNOWLEDGE_READ("knowledge:read"),
  /** Write drafts of its entries and submit them, and see which questions are not answered. */
  KNOWLEDGE_WRITE("knowledge:write", KNOWLEDGE_READ),
  /** Publish, reject and withdraw its entries. */
  KNOWLEDGE_PUBLISH("knowledge:publish", KNOWLEDGE_READ),
  /** Read event types. */
  EVENT_TYPES_READ("event-types:read"),
  /** Register and change event types. */
  EVENT_TYPES_WRITE("event-types:write", EVENT_TYPES_READ),
  /** Approve event types. */
  EVENT_TYPES_APPROVE("event-types:approve", EVENT_TYPES_READ),
  /** Read the state of routes. */
  ROUTES_READ("routes:read"),
  /** Pause, rebind and change routes. */
  ROUTES_OPERATE("routes:operate", ROUTES_READ),
  /** See and cancel jobs, and plan skipped events again. */
  JOBS_OPERATE("jobs:operate"),
  /** Read counters and reports. */
  REPORTS_READ("reports:read"),
  /** Make, change and delete webhooks. */
  WEBHOOKS_MANAGE("webhooks:manage"),
  /** Make, change and revoke API keys. */
  KEYS_MANAGE("keys:manage"),
  /** Make and change tenants. */
  TENANTS_MANAGE("tenants:manage"),
  /** Make and change users. */
  USERS_MANAGE("users:manage"),
  /** Read the audit. */
  AUDIT_READ("audit:read");

  private final String id;
  private final @Nullable Scope implied;

  Scope(String id) {
    this(id, null);
  }

  Scope(String id, @Nullable Scope implied) {
    this.id = id;
    this.implied = implied;
  }

  /** Such as {@code events:write}. */
  public String id() {
    return id;
  }

  /** The scope with this id. */
  public static Optional<Scope> of(String id) {
    return Arrays.stream(values()).filter(scope -> scope.id.equals(id)).findFirst();
  }

  /** These scopes and those that they imply; immutable. */
  public static Set<Scope> withImplied(Set<Scope> scopes) {
    Set<Scope> all = EnumSet.noneOf(Scope.class);
    for (Scope scope : scopes) {
      all.add(scope);
      if (scope.implied != null) {
        all.add(scope.implied);
      }
    }
    return Set.copyOf(all);
  }

  /** Whether it means something in the tenant {@code default} only, which alone may have it. */
  public boolean isNationalOnly() {
    return this == TENANTS_MANAGE
        || this == ALL_TENANTS_READ
        || this == ALL_OPT_OUTS_WRITE
        || this == DO_NOT_CALL_WRITE;
  }

  /** Whether its holder decides what others may do. */
  public boolean isManagement() {
    return this == KEYS_MANAGE || this == TENANTS_MANAGE || this == USERS_MANAGE;
  }
}
