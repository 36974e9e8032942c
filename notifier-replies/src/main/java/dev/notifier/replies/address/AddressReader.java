package dev.notifier.replies.address;

import dev.notifier.replies.address.AddressConfig.Tariff;
import dev.notifier.replies.address.AddressConfig.Use;
import dev.notifier.replies.queries.QueryDefinition;
import dev.notifier.replies.text.PhraseSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the configuration of an address from its file. */
final class AddressReader {
  private static final Set<String> KEYS =
      Set.of(
          "address",
          "formerAddresses",
          "prefix",
          "tariff",
          "use",
          "repliesFor",
          "languages",
          "answersPerDay",
          "officeHours",
          "rules",
          "phrases",
          "queries",
          "texts");
  private static final int DEFAULT_ANSWERS_PER_DAY = 10;
  private static final int MAX_ANSWERS_PER_DAY = 100;
  private static final Pattern ADDRESS = Pattern.compile("\\+?[0-9]{3,15}");
  private static final Pattern PREFIX = Pattern.compile("[A-Z]{1,10}");
  private static final Pattern SENDER = Pattern.compile("[A-Za-z0-9_. -]{1,20}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
  private static final Map<String, RuleName> RULES =
      Stream.of(RuleName.values()).collect(Collectors.toMap(RuleName::key, Function.identity()));

  private final Problems problems;

  AddressReader(Problems problems) {
    this.problems = problems;
  }

  /** What is about the address itself; null and empty values after an error. */
  private record Head(
      @Nullable String address,
      List<String> formerAddresses,
      @Nullable String prefix,
      @Nullable Tariff tariff,
      @Nullable Use use,
      List<String> repliesFor,
      List<String> languages,
      int answersPerDay,
      @Nullable OfficeHours officeHours) {}

  /** Returns the configuration; null if there are problems. */
  @Nullable AddressConfig read(Field root) {
    Map<String, Field> fields = root.mapping(KEYS);
    Head head = head(root, fields);
    List<RuleName> rules = root.required(fields, "rules").map(this::rules).orElse(List.of());
    Map<PhraseList, PhraseSet> phrases =
        root.required(fields, "phrases").map(new PhraseReader()::read).orElse(Map.of());
    List<QueryDefinition> queries =
        root.required(fields, "queries")
            .map(field -> new QueryReader(phrases).read(field))
            .orElse(List.of());
    Map<AnswerText, Map<String, String>> texts =
        root.required(fields, "texts")
            .map(field -> new AnswerTextReader(head.languages()).read(field))
            .orElse(Map.of());
    if (head.address() == null || head.tariff() == null || head.use() == null) {
      return null;
    }
    return problems.list().isEmpty()
        ? new AddressConfig(
            head.address(),
            head.formerAddresses(),
            head.prefix() == null ? "" : head.prefix(),
            head.tariff(),
            head.use(),
            head.repliesFor(),
            head.languages(),
            head.answersPerDay(),
            head.officeHours(),
            rules,
            phrases,
            queries,
            texts)
        : null;
  }

  private static Head head(Field root, Map<String, Field> fields) {
    String hint = "write 3 to 15 digits in quotes";
    return new Head(
        text(root.required(fields, "address"), ADDRESS, hint),
        texts(Optional.ofNullable(fields.get("formerAddresses")), ADDRESS, hint),
        text(Optional.ofNullable(fields.get("prefix")), PREFIX, "write 1 to 10 capital letters"),
        oneOf(root.required(fields, "tariff"), Map.of("free", Tariff.FREE, "paid", Tariff.PAID)),
        oneOf(
            root.required(fields, "use"), Map.of("dedicated", Use.DEDICATED, "shared", Use.SHARED)),
        texts(root.required(fields, "repliesFor"), SENDER, "write the name of a sender"),
        texts(root.required(fields, "languages"), LANGUAGE, "write a language such as vi"),
        Optional.ofNullable(fields.get("answersPerDay"))
            .map(field -> field.number(1, MAX_ANSWERS_PER_DAY))
            .orElse(DEFAULT_ANSWERS_PER_DAY),
        Optional.ofNullable(fields.get("officeHours")).map(OfficeHoursReader::read).orElse(null));
  }

  private static @Nullable String text(Optional<Field> field, Pattern form, String hint) {
    return field.isEmpty() ? null : field.get().text(form, hint);
  }

  private static <T> @Nullable T oneOf(Optional<Field> field, Map<String, T> values) {
    return field.isEmpty() ? null : field.get().oneOf(values);
  }

  private static List<String> texts(Optional<Field> field, Pattern form, String hint) {
    List<String> texts = new ArrayList<>();
    for (Field item : field.map(Field::items).orElse(List.of())) {
      String text = item.text(form, hint);
      if (text != null && texts.contains(text)) {
        item.problem("is here twice; remove one of them");
      } else if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  private List<RuleName> rules(Field field) {
    List<RuleName> rules = new ArrayList<>();
    for (Field item : field.items()) {
      RuleName rule = item.oneOf(RULES);
      if (rule != null && rules.contains(rule)) {
        item.problem("is here twice; remove one of them");
      } else if (rule != null) {
        rules.add(rule);
      }
    }
    checkOrder(field, rules);
    return rules;
  }

  private static void checkOrder(Field field, List<RuleName> rules) {
    if (rules.isEmpty() || rules.getFirst() != RuleName.LOOPS_AND_NOISE) {
      field.problem("the first rule must be loops-and-noise");
    }
    if (rules.isEmpty() || rules.getLast() != RuleName.INBOX) {
      field.problem("the last rule must be inbox");
    }
    int keywords = rules.indexOf(RuleName.KEYWORDS);
    Set<RuleName> before = new HashSet<>(rules.subList(0, Math.max(keywords, 0)));
    before.remove(RuleName.LOOPS_AND_NOISE);
    if (keywords < 0) {
      field.problem("people must be able to stop messages; add keywords");
    } else if (!before.isEmpty()) {
      field.problem("keywords must follow loops-and-noise, so that no rule hides them");
    }
  }
}
