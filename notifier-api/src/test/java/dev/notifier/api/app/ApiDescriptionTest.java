package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.lookup.NotificationNote;
import dev.notifier.templates.sms.Encoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiDescriptionTest {
  private static final ApiDescription DESCRIPTION = ApiDescription.shared();
  private static final String JSON = "application/json";
  private static final Pattern LOWER_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** States, categories, kinds, reasons and owners; encodings have the name of their alphabet. */
  private static final List<Class<? extends Enum<?>>> CONSTANTS =
      List.of(
          NotificationState.class,
          BatchState.class,
          SessionRecord.Phase.class,
          Category.class,
          FailureReason.class,
          FailureReason.Owner.class,
          NotificationNote.Kind.class,
          Encoding.class);

  static List<ApiDescription.Example> examples() {
    return DESCRIPTION.examples();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleMatchesItsSchema(ApiDescription.Example example) {
    assertThat(DESCRIPTION.violations(example.schema(), example.value())).isEmpty();
  }

  @Test
  void findsWhatTheDescriptionDoesNotList() {
    assertThat(violations("get", "/v1/templates", 200, JSON, page("[]", ""))).isEmpty();
    assertThat(violations("get", "/v1/templates", 200, JSON, "{\"next\":null}")).hasSize(1);
    assertThat(violations("get", "/v1/templates", 200, JSON, page("[]", ",\"more\":1"))).hasSize(1);
    assertThat(violations("get", "/v1/templates", 200, JSON, page("[{\"id\":1}]", "")))
        .hasSizeGreaterThan(1);
    assertThat(violations("get", "/v1/templates", 200, "text/plain", "{}"))
        .containsExactly("text/plain is not described for 200");
    assertThat(violations("get", "/v1/templates", 418, JSON, "{}"))
        .containsExactly("the status 418 is not described");
    assertThat(violations("delete", "/v1/templates/a/draft", 204, "", "{}")).isEmpty();
    assertThat(violations("get", "/v1/templates/a/draft", 200, "", "{}"))
        .containsExactly("a body is described");
    assertThat(violations("get", "/v1/nothing", 200, JSON, "{}"))
        .containsExactly("the operation is not described");
    assertThat(violations("get", "/v1/nothing", 404, JSON, "{}")).isEmpty();
    assertThat(violations("get", "/actuator/health", 200, JSON, "{}")).isEmpty();
  }

  @Test
  void everyOperationListsTheResponsesThatDependOnNoInput() {
    DESCRIPTION
        .operations()
        .forEach((name, operation) -> {
          assertThat(operation.path("responses").propertyNames())
              .as(name)
              .contains("401", "500", "503");
          // The body may not arrive in time.
          assertThat(operation.path("responses").has("408"))
              .as(name)
              .isEqualTo(operation.has("requestBody"));
          // The only operations that ignore Accept.
          assertThat(operation.path("responses").has("406"))
              .as(name)
              .isEqualTo(!name.equals("post /v1/events") && !name.contains(" /v1/inbound/"));
        });
  }

  @Test
  void everyObjectInAResponseNamesItsRequiredFields() {
    List<String> without = new ArrayList<>();
    DESCRIPTION
        .operations()
        .forEach((name, operation) ->
            collectWithoutRequired(name, operation.path("responses"), new HashSet<>(), without));

    // Every field of an audience is optional.
    assertThat(without).allMatch(path -> path.endsWith("/Audience") || path.endsWith("/audience"));
  }

  private static void collectWithoutRequired(
      String path, JsonNode node, Set<String> visited, List<String> without) {
    if (node.path("$ref").isString()) {
      String reference = node.path("$ref").asString();
      if (visited.add(reference)) {
        collectWithoutRequired(
            path + " " + reference, DESCRIPTION.resolved(node), visited, without);
      }
      return;
    }
    if (node.path("properties").isObject() && !node.has("required")) {
      without.add(path);
    }
    node.propertyStream()
        .forEach(field ->
            collectWithoutRequired(
                path + "/" + field.getKey(), field.getValue(), visited, without));
    if (node.isArray()) {
      node.forEach(item -> collectWithoutRequired(path, item, visited, without));
    }
  }

  @Test
  void listsAllCodesOfErrors() {
    assertThat(
            ApiDescription.document()
                .at("/components/schemas/ErrorCode/enum")
                .valueStream()
                .map(JsonNode::asString))
        .containsExactlyElementsOf(Stream.of(ErrorCode.values()).map(ErrorCode::id).toList());
  }

  /** See docs/adr/0018-spelling-of-values.md. */
  @Test
  void everyValueOfAnEnumerationIsLowerCaseWithHyphensOrANamedConstant() {
    Set<String> constants =
        CONSTANTS.stream()
            .flatMap(type -> Arrays.stream(type.getEnumConstants()))
            .map(Enum::name)
            .collect(Collectors.toCollection(HashSet::new));
    constants.addAll(recipientKinds());
    List<String> others = new ArrayList<>();
    for (JsonNode values : ApiDescription.document().findValues("enum")) {
      for (JsonNode value : values) {
        String text = value.asString("");
        if (!value.isNull() && !constants.contains(text) && !LOWER_CASE.matcher(text).matches()) {
          others.add(text);
        }
      }
    }

    assertThat(others).isEmpty();
  }

  /** The kinds of recipients are no enum in Java, but data: of the schema that events share. */
  private static Set<String> recipientKinds() {
    JsonNode schema =
        JsonMapper.shared()
            .valueToTree(
                new Yaml()
                    .load(ApiDescriptionTest.class.getResourceAsStream("/shipped/recipient.yaml")));
    Set<String> kinds = new HashSet<>();
    schema.findValues("enum").forEach(values -> values.forEach(kind -> kinds.add(kind.asString())));
    assertThat(kinds).contains("CITIZEN");
    return kinds;
  }

  /** By the words of the summary, so that a new list is not forgotten. */
  @Test
  void allListsHavePagesInOneForm() {
    String components = "#/components/";
    List<String> lists = new ArrayList<>();
    DESCRIPTION
        .operations()
        .forEach((name, operation) -> {
          JsonNode schema =
              DESCRIPTION.resolved(operation.at("/responses/200/content/application~1json/schema"));
          List<String> parameters =
              operation
                  .path("parameters")
                  .valueStream()
                  .map(each -> each.path("$ref").asString(each.path("name").asString("")))
                  .toList();
          if (operation.path("summary").asString("").startsWith("List ")) {
            lists.add(name);
            assertThat(parameters)
                .as(name)
                .doesNotContain("after", "limit")
                .endsWith(components + "parameters/After", components + "parameters/Limit");
            assertThat(schema.at("/properties/next/$ref").asString(""))
                .as(name)
                .isEqualTo(components + "schemas/Next");
            assertThat(schema.path("required").valueStream().map(JsonNode::asString))
                .as(name)
                .contains("next");
          } else {
            assertThat(parameters).as(name).doesNotContain("after", "limit");
          }
        });
    assertThat(lists).hasSizeGreaterThanOrEqualTo(8);
  }

  private static String page(String templates, String more) {
    return "{\"templates\":" + templates + ",\"next\":null" + more + "}";
  }

  private static List<String> violations(
      String method, String path, int status, String contentType, String body) {
    JsonNode json = new JsonMapper().readTree(body);
    return DESCRIPTION.violations(method, path, status, contentType, json);
  }
}
