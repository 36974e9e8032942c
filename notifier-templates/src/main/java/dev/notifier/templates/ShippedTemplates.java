package dev.notifier.templates;

import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.sms.CarrierText;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.sms.Segments;
import dev.notifier.templates.sms.TooManySegments;
import dev.notifier.templates.vietnamese.Formats;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The wordings that ship, in Vietnamese; every other locale falls back to it. Values go in as data:
 * what they hold is never read as part of a template. Names longer than wanted are shortened by
 * rule, and refused beyond a limit. Thread-safe.
 */
public final class ShippedTemplates implements Renderer {
  private static final String LOCALE = "vi";
  private static final int VERSION = 1;

  private static final int MAX_HONORIFIC_UNITS = 20;
  private static final int MAX_FULL_NAME_UNITS = 60;
  private static final int MAX_IDENTIFIER_UNITS = 32;
  private static final int WANTED_UNIT_NAME_UNITS = 35;
  private static final int MAX_UNIT_NAME_UNITS = 120;
  private static final int WANTED_OFFICE_UNITS = 25;
  private static final int MAX_OFFICE_UNITS = 80;
  private static final int WANTED_REASON_UNITS = 40;
  private static final int MAX_REASON_UNITS = 120;

  private static final int MAX_SECRET_UNITS = 16;
  private static final int MAX_NOTICE_UNITS = 600;

  private record Shipped(
      TemplateRef ref, DiacriticsPolicy diacritics, Function<Values, String> wording) {}

  private static final Map<String, Shipped> BY_TYPE =
      Map.of(
          "contribution.received",
          shipped(
              "contribution-received",
              DiacriticsPolicy.STRIP,
              ShippedTemplates::contributionReceived),
          "card.expiring",
          shipped("card-expiring", DiacriticsPolicy.STRIP, ShippedTemplates::cardExpiring),
          "case.decided",
          shipped("case-decided", DiacriticsPolicy.KEEP, ShippedTemplates::caseDecided),
          "account.password.reset",
          shipped(
              "account-password-reset", DiacriticsPolicy.STRIP, ShippedTemplates::passwordReset),
          "notice.published",
          shipped("notice-published", DiacriticsPolicy.STRIP, ShippedTemplates::notice));

  private static Shipped shipped(
      String id, DiacriticsPolicy diacritics, Function<Values, String> wording) {
    return new Shipped(new TemplateRef(id, VERSION, LOCALE), diacritics, wording);
  }

  @Override
  public RenderResult render(RenderRequest request) {
    Shipped shipped = BY_TYPE.get(request.type());
    if (shipped == null) {
      return new NotRendered(
          TextError.NO_TEMPLATE, "", "publish a template for this event type, or correct the type");
    }
    Values values = new Values(request.data());
    String text = shipped.wording().apply(values);
    Optional<NotRendered> problem = values.problem();
    if (problem.isPresent()) {
      return problem.get();
    }
    return cut(shipped.diacritics().apply(text), shipped, request.carrier());
  }

  private static RenderResult cut(String text, Shipped shipped, CarrierText carrier) {
    Segmenter segmenter = new Segmenter(Segmenter.DEFAULT_MAX_SEGMENTS, carrier.profile());
    return switch (segmenter.segment(text)) {
      case Segments segments ->
          new Rendered(text, shipped.ref(), shipped.diacritics(), segments, null);
      case TooManySegments tooMany ->
          new NotRendered(
              TextError.TOO_MANY_SEGMENTS,
              "",
              tooMany.neededSegments()
                  + " segments, at most "
                  + tooMany.maxSegments()
                  + " are allowed");
    };
  }

  private static String contributionReceived(Values values) {
    return "BHXHVN: "
        + person(values)
        + " (mã "
        + values.masked("personId", MAX_IDENTIFIER_UNITS)
        + ") đã được "
        + name(values, "unitName", WANTED_UNIT_NAME_UNITS, MAX_UNIT_NAME_UNITS)
        + " đóng BHXH, BHYT, BHTN tháng "
        + values.month("month")
        + ". Tổng thời gian đóng BHXH: "
        + values.duration("totalMonths");
  }

  private static String cardExpiring(Values values) {
    String validTo = values.date("validTo");
    return "BHXHVN: Thẻ BHYT "
        + values.masked("cardNo", MAX_IDENTIFIER_UNITS)
        + " của "
        + person(values)
        + " hết hạn "
        + validTo
        + ". Gia hạn trước "
        + validTo
        + " để không gián đoạn quyền lợi. Hỏi: 1900.9068";
  }

  private static String caseDecided(Values values) {
    String outcome = values.text("outcome", 20);
    return switch (outcome) {
      case "GRANTED", "PARTLY" -> caseGranted(values);
      case "REFUSED" -> caseRefused(values);
      case "" -> "";
      default -> values.fail(TextError.BAD_VALUE, "outcome", "send GRANTED, PARTLY or REFUSED");
    };
  }

  private static String caseGranted(Values values) {
    return "BHXHVN: Hồ sơ "
        + values.text("caseCode", MAX_IDENTIFIER_UNITS)
        + " đã có kết quả ngày "
        + values.date("decidedDate")
        + ". "
        + person(values)
        + " nhận tại "
        + office(values)
        + ", mang theo CCCD";
  }

  private static String caseRefused(Values values) {
    return "BHXHVN: Hồ sơ "
        + values.text("caseCode", MAX_IDENTIFIER_UNITS)
        + " chưa được giải quyết. "
        + reason(values)
        + honorific(values)
        + " có quyền khiếu nại. Hỏi: 1900.9068";
  }

  private static String passwordReset(Values values) {
    return "BHXHVN: Mật khẩu mới của tài khoản "
        + values.masked("accountId", MAX_IDENTIFIER_UNITS)
        + " là "
        + values.text("secret", MAX_SECRET_UNITS)
        + ". Không cho ai biết, đổi ngay khi đăng nhập";
  }

  private static String notice(Values values) {
    return "BHXHVN: " + values.text("text", MAX_NOTICE_UNITS) + " Từ chối: 1900.9068";
  }

  private static String reason(Values values) {
    if (!values.has("reason")) {
      return "Hỏi lý do tại " + office(values) + ". ";
    }
    String reason = name(values, "reason", WANTED_REASON_UNITS, MAX_REASON_UNITS);
    return "Lý do: " + (reason.endsWith(".") ? reason : reason + ".") + " ";
  }

  private static String person(Values values) {
    return honorific(values) + " " + values.text("recipient.fullName", MAX_FULL_NAME_UNITS);
  }

  private static String honorific(Values values) {
    return values.textOr("recipient.honorific", MAX_HONORIFIC_UNITS, "Ông/Bà");
  }

  private static String office(Values values) {
    return name(values, "officeName", WANTED_OFFICE_UNITS, MAX_OFFICE_UNITS);
  }

  private static String name(Values values, String path, int wantedUnits, int maxUnits) {
    return Formats.shortened(values.text(path, maxUnits), wantedUnits);
  }
}
