package dev.notifier.replies.address;

import dev.notifier.replies.queries.IdentifierForm;
import dev.notifier.replies.queries.IdentifierShape;
import dev.notifier.replies.queries.QueryDefinition;
import dev.notifier.replies.queries.QueryMatcher;
import dev.notifier.replies.queries.QueryParameter;
import dev.notifier.replies.queries.QueryResult;
import dev.notifier.replies.text.InboundWords;
import dev.notifier.replies.text.Phrase;
import dev.notifier.replies.text.PhraseSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the queries of an address. */
final class QueryReader {
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "words",
          "ordinary",
          "parameters",
          "endpoint",
          "registered",
          "secret",
          "template",
          "example");
  private static final Set<String> PARAMETER_KEYS = Set.of("name", "kind", "required", "forms");
  private static final Set<String> FORM_KEYS = Set.of("name", "shape", "layout", "lostZero");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern ENDPOINT = Pattern.compile("(/[a-z0-9-]{1,40}){1,4}");
  private static final String NAME_HINT = "write a name such as health-card, at most 40 characters";
  private static final int MAX_PARAMETERS = 4;

  private final Map<PhraseList, PhraseSet> phrases;
  private final Map<List<String>, String> meanings = new HashMap<>();

  QueryReader(Map<PhraseList, PhraseSet> phrases) {
    this.phrases = phrases;
    for (PhraseList list :
        List.of(PhraseList.OPT_OUT, PhraseList.OPT_IN, PhraseList.DO_NOT_CALL, PhraseList.HELP)) {
      Optional.ofNullable(phrases.get(list))
          .map(PhraseSet::phrases)
          .orElse(List.of())
          .forEach(phrase -> meanings.put(phrase.plain(), list.key()));
    }
  }

  List<QueryDefinition> read(Field field) {
    List<QueryDefinition> queries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Field item : field.items()) {
      QueryDefinition query = query(item);
      if (query != null && !names.add(query.name())) {
        item.problem("another query has this name; choose another one");
      } else if (query != null) {
        checkExample(query, item);
        queries.add(query);
      }
    }
    return queries;
  }

  private @Nullable QueryDefinition query(Field item) {
    Map<String, Field> fields = item.mapping(KEYS);
    String name = text(item.required(fields, "name"), NAME, NAME_HINT);
    List<Phrase> words =
        item.required(fields, "words").map(field -> words(field, name)).orElse(List.of());
    List<QueryParameter> parameters =
        item.required(fields, "parameters").map(QueryReader::parameters).orElse(List.of());
    String endpoint =
        text(item.required(fields, "endpoint"), ENDPOINT, "write a path such as /health-cards");
    boolean registered = item.required(fields, "registered").map(Field::truth).orElse(true);
    boolean secret = Optional.ofNullable(fields.get("secret")).map(Field::truth).orElse(false);
    String template = text(item.required(fields, "template"), NAME, NAME_HINT);
    Optional<Field> example = item.required(fields, "example");
    String exampleText = example.isEmpty() ? null : example.get().text();
    boolean ordinary = Optional.ofNullable(fields.get("ordinary")).map(Field::truth).orElse(false);
    return name == null
            || words.isEmpty()
            || parameters.isEmpty()
            || endpoint == null
            || template == null
            || exampleText == null
        ? null
        : new QueryDefinition(
            name, words, ordinary, parameters, endpoint, registered, secret, template, exampleText);
  }

  /** Someone who follows the example must get an answer. */
  private void checkExample(QueryDefinition query, Field item) {
    PhraseSet fillers = phrases.getOrDefault(PhraseList.QUERY_FILLERS, new PhraseSet(List.of()));
    QueryResult result =
        new QueryMatcher(List.of(query), fillers).match(InboundWords.of(query.example()), true);
    if (!(result instanceof QueryResult.Matched matched) || !matched.repairs().isEmpty()) {
      item.problem("the example is no query with these words and forms; correct it");
    }
  }

  private List<Phrase> words(Field field, @Nullable String query) {
    List<Phrase> words = new ArrayList<>();
    for (Field item : field.items()) {
      Phrase phrase = item.parsed(Phrase::of);
      if (phrase != null) {
        String other = meanings.put(phrase.plain(), String.valueOf(query));
        if (other != null) {
          item.problem("these words also mean " + other + "; remove one of them");
        }
        words.add(phrase);
      }
    }
    return words;
  }

  private static List<QueryParameter> parameters(Field field) {
    List<QueryParameter> parameters = new ArrayList<>();
    Set<String> names = new HashSet<>();
    boolean period = false;
    for (Field item : field.items()) {
      QueryParameter parameter = parameter(item);
      if (parameter == null) {
        continue;
      }
      if (!names.add(parameter.name())) {
        item.problem("another parameter has this name; choose another one");
      }
      if (period) {
        item.problem("a period must be the last parameter");
      }
      period |= parameter instanceof QueryParameter.Period;
      parameters.add(parameter);
    }
    if (parameters.size() > MAX_PARAMETERS) {
      field.problem("a query has at most " + MAX_PARAMETERS + " parameters");
    }
    return parameters;
  }

  private static @Nullable QueryParameter parameter(Field item) {
    Map<String, Field> fields = item.mapping(PARAMETER_KEYS);
    String name = text(item.required(fields, "name"), NAME, NAME_HINT);
    Optional<Field> kindField = item.required(fields, "kind");
    Boolean identifier =
        kindField.isEmpty()
            ? null
            : kindField.get().oneOf(Map.of("identifier", true, "period", false));
    boolean required = item.required(fields, "required").map(Field::truth).orElse(true);
    if (name == null || identifier == null) {
      return null;
    }
    if (!identifier) {
      Optional.ofNullable(fields.get("forms"))
          .ifPresent(forms -> forms.problem("a period has no forms; remove them"));
      return new QueryParameter.Period(name, required);
    }
    List<IdentifierForm> forms = new ArrayList<>();
    for (Field form : item.required(fields, "forms").map(Field::items).orElse(List.of())) {
      IdentifierForm read = form(form);
      if (read != null) {
        forms.add(read);
      }
    }
    return new QueryParameter.Identifier(name, required, forms);
  }

  private static @Nullable IdentifierForm form(Field item) {
    Map<String, Field> fields = item.mapping(FORM_KEYS);
    String name = text(item.required(fields, "name"), NAME, NAME_HINT);
    Optional<Field> shapeField = item.required(fields, "shape");
    IdentifierShape shape =
        shapeField.isEmpty() ? null : shapeField.get().parsed(IdentifierShape::parse);
    Field layoutField = fields.get("layout");
    String layout = layoutField == null ? "" : layoutField.text();
    boolean lostZero = Optional.ofNullable(fields.get("lostZero")).map(Field::truth).orElse(false);
    if (name == null || shape == null || layout == null) {
      return null;
    }
    try {
      return new IdentifierForm(name, shape, layout, lostZero);
    } catch (IllegalArgumentException e) {
      item.problem(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static @Nullable String text(Optional<Field> field, Pattern form, String hint) {
    return field.isEmpty() ? null : field.get().text(form, hint);
  }
}
