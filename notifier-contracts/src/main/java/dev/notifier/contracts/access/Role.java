package dev.notifier.contracts.access;

import static dev.notifier.contracts.access.Scope.ALL_OPT_OUTS_WRITE;
import static dev.notifier.contracts.access.Scope.AUDIT_READ;
import static dev.notifier.contracts.access.Scope.BATCHES_READ;
import static dev.notifier.contracts.access.Scope.BATCHES_RELEASE;
import static dev.notifier.contracts.access.Scope.BATCHES_WRITE;
import static dev.notifier.contracts.access.Scope.CONSENTS_WRITE;
import static dev.notifier.contracts.access.Scope.DIRECTORY_WRITE;
import static dev.notifier.contracts.access.Scope.DO_NOT_CALL_WRITE;
import static dev.notifier.contracts.access.Scope.EVENTS_WRITE;
import static dev.notifier.contracts.access.Scope.EVENT_TYPES_APPROVE;
import static dev.notifier.contracts.access.Scope.EVENT_TYPES_READ;
import static dev.notifier.contracts.access.Scope.EVENT_TYPES_WRITE;
import static dev.notifier.contracts.access.Scope.INBOX_READ;
import static dev.notifier.contracts.access.Scope.INBOX_WRITE;
import static dev.notifier.contracts.access.Scope.JOBS_OPERATE;
import static dev.notifier.contracts.access.Scope.KEYS_MANAGE;
import static dev.notifier.contracts.access.Scope.KNOWLEDGE_PUBLISH;
import static dev.notifier.contracts.access.Scope.KNOWLEDGE_READ;
import static dev.notifier.contracts.access.Scope.KNOWLEDGE_WRITE;
import static dev.notifier.contracts.access.Scope.NOTIFICATIONS_CANCEL;
import static dev.notifier.contracts.access.Scope.NOTIFICATIONS_READ;
import static dev.notifier.contracts.access.Scope.OPT_OUTS_WRITE;
import static dev.notifier.contracts.access.Scope.PEOPLE_ERASE;
import static dev.notifier.contracts.access.Scope.PEOPLE_READ;
import static dev.notifier.contracts.access.Scope.REPORTS_READ;
import static dev.notifier.contracts.access.Scope.ROUTES_OPERATE;
import static dev.notifier.contracts.access.Scope.ROUTES_READ;
import static dev.notifier.contracts.access.Scope.TEMPLATES_APPROVE;
import static dev.notifier.contracts.access.Scope.TEMPLATES_READ;
import static dev.notifier.contracts.access.Scope.TEMPLATES_WRITE;
import static dev.notifier.contracts.access.Scope.TENANTS_MANAGE;
import static dev.notifier.contracts.access.Scope.TIMELINE_WRITE;
import static dev.notifier.contracts.access.Scope.USERS_MANAGE;
import static dev.notifier.contracts.access.Scope.WEBHOOKS_MANAGE;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a user does, as a set of scopes. No role includes {@link Scope#PERSONAL_DATA_READ}, {@link
 * Scope#EXPORT} and {@link Scope#ALL_TENANTS_READ}: they are given one by one, as {@link Right}.
 */
public enum Role {
  /** Sees everything that names no person. */
  VIEWER(
      BATCHES_READ,
      NOTIFICATIONS_READ,
      TEMPLATES_READ,
      KNOWLEDGE_READ,
      EVENT_TYPES_READ,
      ROUTES_READ,
      REPORTS_READ),
  /** Writes templates, entries of the knowledge base and event types. */
  AUTHOR(
      NOTIFICATIONS_READ,
      TEMPLATES_WRITE,
      KNOWLEDGE_WRITE,
      EVENT_TYPES_WRITE,
      ROUTES_READ,
      REPORTS_READ),
  /** Approves what authors write. */
  APPROVER(
      NOTIFICATIONS_READ,
      TEMPLATES_APPROVE,
      KNOWLEDGE_PUBLISH,
      EVENT_TYPES_APPROVE,
      ROUTES_READ,
      REPORTS_READ),
  /** Sends messages. */
  SENDER(
      EVENTS_WRITE,
      BATCHES_WRITE,
      BATCHES_RELEASE,
      DIRECTORY_WRITE,
      NOTIFICATIONS_READ,
      TEMPLATES_READ,
      EVENT_TYPES_READ,
      REPORTS_READ),
  /** Releases what senders prepare. */
  RELEASER(
      JOBS_OPERATE,
      BATCHES_WRITE,
      BATCHES_RELEASE,
      NOTIFICATIONS_CANCEL,
      NOTIFICATIONS_READ,
      TEMPLATES_READ,
      EVENT_TYPES_READ,
      ROUTES_READ,
      REPORTS_READ),
  /** Answers the questions of recipients. */
  SUPPORT(
      INBOX_WRITE,
      OPT_OUTS_WRITE,
      CONSENTS_WRITE,
      PEOPLE_READ,
      TIMELINE_WRITE,
      NOTIFICATIONS_READ,
      TEMPLATES_READ,
      KNOWLEDGE_READ,
      EVENT_TYPES_READ),
  /** Runs the installation or the tenant. */
  ADMINISTRATOR(
      KEYS_MANAGE,
      USERS_MANAGE,
      TENANTS_MANAGE,
      ROUTES_OPERATE,
      JOBS_OPERATE,
      WEBHOOKS_MANAGE,
      BATCHES_READ,
      AUDIT_READ,
      OPT_OUTS_WRITE,
      ALL_OPT_OUTS_WRITE,
      CONSENTS_WRITE,
      DO_NOT_CALL_WRITE,
      INBOX_READ,
      PEOPLE_READ,
      PEOPLE_ERASE,
      DIRECTORY_WRITE,
      NOTIFICATIONS_CANCEL,
      NOTIFICATIONS_READ,
      TEMPLATES_READ,
      KNOWLEDGE_READ,
      EVENT_TYPES_READ,
      REPORTS_READ);

  @SuppressWarnings("ImmutableEnumChecker") // Unmodifiable, and no one else has the set in it.
  private final Set<Scope> scopes;

  Role(Scope... scopes) {
    this.scopes = Collections.unmodifiableSet(EnumSet.copyOf(Arrays.asList(scopes)));
  }

  /** What it includes, without the implied scopes; immutable. */
  public Set<Scope> scopes() {
    return scopes;
  }

  /** Such as {@code viewer}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role with this id. */
  public static Optional<Role> of(String id) {
    return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
  }
}
