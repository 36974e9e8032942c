package dev.notifier.api.lookup;

import dev.notifier.api.lookup.NotificationDocument.Template;
import dev.notifier.numbers.MobileNumber;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hides what callers without the scope {@code personal-data:read} may not see. */
public final class PersonalDataMask {
  /** What is shown instead of a text. */
  public static final String HIDDEN = "•••";

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
        document.supersedes(),
        document.waiting(),
        document.history());
  }

  /** The first and the last digits of a number; null if there is none. */
  public static @Nullable String phone(@Nullable String phone) {
    MobileNumber number = MobileNumber.ofE164(phone);
    return phone == null ? null : number == null ? HIDDEN : number.masked();
  }

  private static @Nullable Template template(@Nullable Template template) {
    return template == null
        ? null
        : new Template(
            template.tenant(), template.id(), template.version(), locale(template.locale()));
  }

  /** The locale if it says nothing about the recipient. */
  public static String locale(String locale) {
    return COMMON_LOCALES.contains(locale) ? locale : HIDDEN;
  }
}
