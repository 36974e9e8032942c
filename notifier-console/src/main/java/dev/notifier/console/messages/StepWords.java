package dev.notifier.console.messages;

import dev.notifier.console.layout.Page;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the history in the words of the person's language.
 *
 * @param step what happened
 * @param detail more about it; empty if nothing is known
 * @param raw the code of the carrier, or what has no words; empty if there is none
 */
record StepWords(String step, String detail, String raw) {
  private static final Pattern STATUS = Pattern.compile("command_status 0x0*([0-9A-F]+)");
  private static final Pattern RECEIPT = Pattern.compile("receipt err (.+)");
  private static final Pattern NO_ERROR = Pattern.compile("0+");
  private static final Pattern FAILOVER = Pattern.compile("failed over to route (.+)");
  private static final Pattern UNTIL = Pattern.compile("until (\\S+) \\(([A-Z_]+)\\)");
  private static final Pattern AGAIN =
      Pattern.compile("sent again at (\\S+) on route ([^,]+)(?:, because (.*))?");
  private static final Pattern MOVED =
      Pattern.compile("moved from route (.+) to route ([^,]+)(?:, because (.*))?");
  private static final Pattern BECAUSE = Pattern.compile("of ([A-Z_]+): .*");
  private static final Pattern FORMER = Pattern.compile("([A-Z_]+)(?:: (.*))?");
  private static final int SHORTEST = 2;

  /**
   * The words of a step.
   *
   * @param reason why the message is in this state; null if it has none
   */
  static StepWords of(Page page, MessageDocument.Step step, @Nullable String reason) {
    StepWords words = of(page, step);
    return reason != null && words.detail().isEmpty()
        ? new StepWords(words.step(), page.reason("messages.reason", reason), words.raw())
        : words;
  }

  private static StepWords of(Page page, MessageDocument.Step step) {
    String note = step.note();
    String words =
        note == null ? page.word("messages.state", step.state()) : page.word("messages.note", note);
    String detail = step.detail();
    if (detail == null || detail.isEmpty()) {
      return new StepWords(words, "", "");
    }
    StepWords known = known(page, words, detail);
    if (known != null) {
      return known;
    }
    // What the words of a note say already.
    return new StepWords(words, "", note == null ? detail : "");
  }

  private static @Nullable StepWords known(Page page, String words, String detail) {
    Matcher found = STATUS.matcher(detail);
    if (found.matches()) {
      return new StepWords(words, status(page, found.group(1)), detail);
    }
    found = RECEIPT.matcher(detail);
    if (found.matches()) {
      String code = found.group(1);
      boolean good = NO_ERROR.matcher(code).matches();
      return new StepWords(
          words,
          good ? page.t("messages.receipt-good") : page.t("messages.receipt-error", code),
          detail);
    }
    found = FAILOVER.matcher(detail);
    if (found.matches()) {
      return new StepWords(words, page.t("messages.failover", found.group(1)), "");
    }
    return waits(page, words, detail);
  }

  private static @Nullable StepWords waits(Page page, String words, String detail) {
    Matcher found = UNTIL.matcher(detail);
    if (found.matches()) {
      String why = page.reason("messages.reason", found.group(2));
      return new StepWords(words, page.t("messages.until", time(page, found.group(1)), why), "");
    }
    found = AGAIN.matcher(detail);
    if (found.matches()) {
      String text =
          page.t("messages.again", time(page, found.group(1)), found.group(2))
              + because(page, found.group(3));
      return new StepWords(words, text, "");
    }
    found = MOVED.matcher(detail);
    if (found.matches()) {
      String text =
          page.t("messages.moved", found.group(1), found.group(2)) + because(page, found.group(3));
      return new StepWords(words, text, "");
    }
    found = FORMER.matcher(detail);
    if (found.matches()) {
      String rest = found.group(2);
      String why = page.reason("messages.reason", found.group(1));
      if (rest == null) {
        return new StepWords(words, why, "");
      }
      String said = page.said(rest);
      return said.equals(rest)
          ? new StepWords(words, why, rest)
          : new StepWords(words, why + " " + said, "");
    }
    return null;
  }

  private static String status(Page page, String hex) {
    String code = "0x" + "0".repeat(Math.max(0, SHORTEST - hex.length())) + hex;
    return page.find("messages.smpp." + code).orElseGet(() -> page.t("messages.smpp-unknown"));
  }

  private static String because(Page page, @Nullable String text) {
    if (text == null) {
      return "";
    }
    Matcher reason = BECAUSE.matcher(text);
    return " "
        + (reason.matches()
            ? page.reason("messages.reason", reason.group(1))
            : page.word("messages.waiting", "number-silent"));
  }

  private static String time(Page page, String text) {
    try {
      return page.time(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return text;
    }
  }
}
