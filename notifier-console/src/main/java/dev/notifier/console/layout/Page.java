package dev.notifier.console.layout;

import dev.notifier.console.text.Formats;
import dev.notifier.console.text.Language;
import dev.notifier.console.text.Texts;
import dev.notifier.console.web.Account;
import dev.notifier.console.web.Assets;
import dev.notifier.console.web.ConsoleRequest;
import java.text.Collator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What every template gets: the words of the person's language, links, formats and the account.
 * {@link Pages} makes it. Immutable.
 */
public final class Page {
  private final Texts texts;
  private final Assets assets;
  private final ConsoleRequest request;
  private final Instant now;
  private final String title;
  private final @Nullable String notice;
  private final long number;

  Page(
      Texts texts,
      Assets assets,
      ConsoleRequest request,
      Instant now,
      String title,
      @Nullable String notice,
      long number) {
    this.texts = texts;
    this.assets = assets;
    this.request = request;
    this.now = now;
    this.title = title;
    this.notice = notice;
    this.number = number;
  }

  /** The title, in words. */
  public String title() {
    return title;
  }

  /** What the command before this page has done; null without one. */
  public @Nullable String notice() {
    return notice;
  }

  /** Whether that command has only asked for something, which may still fail. */
  public boolean isAsked() {
    return request.query().contains(".asked-");
  }

  /** A text; numbers among the values are formatted. */
  public String t(String key, @Nullable Object... values) {
    Object[] shown = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      shown[i] =
          switch (value) {
            case null -> "";
            case Integer number -> number(number);
            case Long number -> number(number);
            default -> value;
          };
    }
    return texts.get(language(), key, shown);
  }

  /** The text of a value of the HTTP interface, such as a state; the value if there is none. */
  public String word(String group, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return "";
    }
    return find(group + "." + value).orElse(value);
  }

  /** A text, if there is one. */
  public Optional<String> find(String key) {
    return texts.find(language(), key);
  }

  /** The values of a group and their words, in the order of these. Without those with a dot. */
  public List<Map.Entry<String, String>> choices(String group) {
    Collator order = Collator.getInstance(language().locale());
    return texts.of(language()).entrySet().stream()
        .filter(text -> text.getKey().startsWith(group + "."))
        .map(text -> Map.entry(text.getKey().substring(group.length() + 1), text.getValue()))
        .filter(text -> text.getKey().indexOf('.') < 0)
        .sorted(Map.Entry.comparingByValue(order::compare))
        .toList();
  }

  /**
   * The text of a group that is, in English, what the HTTP interface says in words; those words if
   * there is none.
   */
  public String translated(String group, String english) {
    return texts.translate(language(), group, english).orElse(english);
  }

  /**
   * What a program has stored as a sentence in English, in the language of the person; that
   * sentence if it is not known.
   */
  public String said(@Nullable String english) {
    return english == null ? "" : texts.said(language(), english).orElse(english);
  }

  /** What is said in English about a template's text, in the language of the person if known. */
  public Optional<String> found(@Nullable String english) {
    return english == null ? Optional.empty() : texts.found(language(), english);
  }

  /**
   * Why a program has failed, as it has stored it in English, in the language of the person; a
   * general sentence with it if it is not known.
   */
  public String failure(@Nullable String english) {
    return english == null || english.isEmpty()
        ? ""
        : texts.said(language(), english).orElseGet(() -> t("layout.unknown-error", english));
  }

  /** The text of a code that says why something is so; a general one with it if it has none. */
  public String reason(String group, @Nullable String code) {
    return code == null || code.isEmpty()
        ? ""
        : find(group + "." + code).orElseGet(() -> t("layout.unknown-code", code));
  }

  /** An event type: what it is about, if this program ships it, and its name. */
  public String eventType(String name) {
    return find("event-type." + name).map(words -> words + " (" + name + ")").orElse(name);
  }

  /** What the title of an event type says; titles of shipped ones are translated. */
  public String eventTitle(String title) {
    return translated("event-type", title);
  }

  /** What the title of a field of an event type says; titles of shipped ones are translated. */
  public String fieldTitle(String title) {
    return translated("event-field", title);
  }

  public String number(long number) {
    return Formats.number(language(), number);
  }

  public String decimal(double number) {
    return Formats.decimal(language(), number);
  }

  /** Day, time and zone; empty without a time. */
  public String time(@Nullable Instant at) {
    return at == null ? "" : Formats.time(at);
  }

  /** A time to the minute in Vietnam, as it is said in a sentence; empty without one. */
  public String moment(@Nullable Instant at) {
    return at == null ? "" : t("layout.moment", Formats.minute(at), Formats.day(at));
  }

  public String day(@Nullable Instant at) {
    return at == null ? "" : Formats.day(at);
  }

  /** A day such as 2026-12-31, as people write it; empty without one. */
  public String date(@Nullable String day) {
    return day == null ? "" : Formats.date(day);
  }

  /** A month such as 2026-12, as people write it. */
  public String month(String month) {
    return Formats.month(month);
  }

  /** Who has done something, as the HTTP interface calls them. */
  public String person(@Nullable String caller) {
    return caller == null
        ? ""
        : find("layout.person." + caller).orElseGet(() -> Formats.person(caller));
  }

  /** The program of a session, such as "Firefox on Windows", as the HTTP interface calls it. */
  public String program(String program) {
    if (program.equals("another program")) {
      return t("layout.other-program");
    }
    String[] parts = program.split(" on ", 2);
    return parts.length == 1 ? program : t("layout.program", parts[0], parts[1]);
  }

  /** A day. */
  public String day(LocalDate day) {
    return Formats.day(day);
  }

  /** How long ago something was, in words; empty without a time. */
  public String age(@Nullable Instant since) {
    if (since == null) {
      return "";
    }
    Duration age = Duration.between(since, now);
    if (age.toMinutes() < 1) {
      return t("layout.seconds", Math.max(0, age.toSeconds()));
    }
    if (age.toHours() < 1) {
      return t("layout.minutes", age.toMinutes());
    }
    return age.toDays() < 2
        ? t("layout.hours", age.toHours(), age.toMinutesPart())
        : t("layout.days", age.toDays());
  }

  /** When the page was made. */
  public Instant now() {
    return now;
  }

  public Language language() {
    return request.language();
  }

  public Account account() {
    return request.account();
  }

  /** Whether the person has a scope: whether a button is shown. */
  public boolean has(String scope) {
    return account().has(scope);
  }

  /** Whether a command that needs a fresh second factor needs a code now. */
  public boolean needsCode() {
    return !account().isFresh(now);
  }

  /** The name of the form on this page that may be sent once; another one for each page. */
  public String formName() {
    return now.toEpochMilli() + "-" + number;
  }

  /** Whether the person practises: no message of this page reaches anyone. */
  public boolean isPractice() {
    return request.caller().practice();
  }

  /** The first page of practice, or, in practice, of the other pages. */
  public String otherHref() {
    return isPractice() ? href("") + "../" : href("practice/");
  }

  /** A link to a page of the console. */
  public String href(String path) {
    return request.href(path);
  }

  /** The address of a file. */
  public String asset(String name) {
    return request.href("assets/" + assets.addressOf(name));
  }

  /** The page itself, for coming back to it. */
  public String here() {
    return request.here();
  }

  /** What a page is about, as the menu calls it, and its path; the path if it is none of it. */
  public String nameOf(String path) {
    return Navigation.find(path.split("[?]", 2)[0])
        .map(item -> t(item.text()) + " (" + path + ")")
        .orElse(path);
  }

  /** Whether the page can be opened again by its address: not the answer of a form. */
  boolean canBeOpenedAgain() {
    return !request.isCommand();
  }

  /**
   * The page of the menu to which this one belongs; empty if it is none of it. The answer of a form
   * stays where it is, so that nothing that was typed is lost.
   */
  String section() {
    return Navigation.find(request.path()).map(Navigation.Item::path).orElse("");
  }

  List<Navigation.Item> navigation() {
    return account().isComplete() ? Navigation.of(account()) : List.of();
  }

  boolean isPresent(Navigation.Item item) {
    return item.contains(request.path());
  }
}
