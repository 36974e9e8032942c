package dev.notifier.api.lookup;

import dev.notifier.api.lookup.NotificationDocument.Template;
import dev.notifier.numbers.MobileNumber;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hides what callers without the scope {@code personal-data:read} may not see. */
final class PersonalDataMask {
  /** What is shown instead of a text. */
  static final String HIDDEN = "•••";

  /** Other languages reveal the ethnic group of the recipient. */
  private static final Set<String> COMMON_LOCALES = Set.of("vi", "en");

  private PersonalDataMask() {}

  static NotificationDocument of(NotificationDocument document) {
    return new NotificationDocument(
        document.notificationId(),
        document.source(),
        document.eventId(),
        document.type(),
        document.state(),
        document.confidence(),
        document.possibleDuplicate(),
        phone(document.phone()),
        template(document.template()),
        document.route(),
        document.lane(),
        document.category(),
        document.text() == null ? null : HIDDEN,
        document.encoding(),
        document.segments(),
        document.reason(),
        document.waiting(),
        document.history());
  }

  private static @Nullable String phone(@Nullable String phone) {
    MobileNumber number = MobileNumber.ofE164(phone);
    return phone == null ? null : number == null ? HIDDEN : number.masked();
  }

  private static @Nullable Template template(@Nullable Template template) {
    return template == null || COMMON_LOCALES.contains(template.locale())
        ? template
        : new Template(template.tenant(), template.id(), template.version(), HIDDEN);
  }
}
