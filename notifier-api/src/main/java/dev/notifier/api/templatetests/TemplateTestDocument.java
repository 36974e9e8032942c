package dev.notifier.api.templatetests;

import dev.notifier.contracts.EventRecord;
import dev.notifier.planning.PlanningDecision;

/**
 * A test that is on its way.
 *
 * @param source with {@code id}, what {@code GET /v1/notifications} finds it by
 * @param text as the phone shows it
 * @param sentToday tests of the caller today, with this one
 * @param dailyLimit the most tests of a caller a day
 */
record TemplateTestDocument(
    String source,
    String id,
    String text,
    String locale,
    String route,
    String encoding,
    int segments,
    int sentToday,
    int dailyLimit) {
  static TemplateTestDocument of(
      EventRecord event, PlanningDecision.Message message, int sentToday, int dailyLimit) {
    return new TemplateTestDocument(
        event.source(),
        event.id(),
        message.text(),
        message.template().locale(),
        message.route(),
        message.segments().encoding().name(),
        message.segments().count(),
        sentToday,
        dailyLimit);
  }

  /** Omits the text. */
  @Override
  public String toString() {
    return "TemplateTestDocument[" + id + "]";
  }
}
