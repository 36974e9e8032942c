package dev.notifier.store.templates;

/** The reason why an action on a template is not possible. */
public enum TransitionError {
  TEMPLATE_NOT_FOUND,
  TEMPLATE_VERSION_NOT_FOUND,
  DRAFT_NOT_FOUND,
  /** A submitted version cannot be edited. */
  VERSION_IMMUTABLE,
  NOT_SUBMITTED,
  NOT_APPROVED,
  ALREADY_APPROVED,
  ALREADY_PUBLISHED,
  /** A version that was in force cannot be rejected. */
  PREVIOUSLY_PUBLISHED,
  NOT_PUBLISHED_BEFORE,
  NOT_SCHEDULED,
  /** A scheduled version must be unscheduled before it is rejected. */
  ALREADY_SCHEDULED,
  REJECTED,
  RETIRED,
  /** Authors and submitters cannot approve their own version. */
  SELF_APPROVAL,
  /** All versions of a template have the same event type. */
  EVENT_TYPE_DIFFERS,
  /** The draft has another revision than expected. */
  DRAFT_REVISION_MISMATCH,
  /** There are as many templates, versions of the template, or bytes of the tenant, as allowed. */
  LIMIT_REACHED,
  /** The templates of all tenants other than the national one are as large as allowed. */
  TENANTS_LIMIT_REACHED,
  /** There is a draft, and the caller did not say which revision it has read. */
  IF_MATCH_REQUIRED;

  /** Rolls back a transaction because the action is not possible. Has no stack trace. */
  static final class Thrown extends RuntimeException {
    private final TransitionError error;

    Thrown(TransitionError error) {
      super(error.name(), null, false, false);
      this.error = error;
    }

    TransitionError error() {
      return error;
    }
  }
}
