package dev.notifier.local.queries;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The data of the identifiers that are known. */
final class TestData {
  static final String CONTRIBUTIONS = "/contribution-records";
  static final String CARDS = "/health-cards";
  static final String CASES = "/cases";
  static final String PASSWORDS = "/passwords";

  private TestData() {}

  /**
   * The data of an endpoint.
   *
   * @param parameters of the query
   */
  static Map<String, Object> of(String path, JsonNode parameters) {
    String id = parameters.path("id").asString("");
    return switch (path) {
      case CONTRIBUTIONS -> contributions(id, parameters);
      case CARDS ->
          Map.of(
              "cardNo",
              id.startsWith("HC") ? id : "HC4010110129425",
              "status",
              "VALID",
              "validFrom",
              "2026-01-01",
              "validTo",
              "2026-12-31",
              "facilityName",
              "TTYT huyện Mộc Châu",
              "fiveYearDate",
              "2027-03-01");
      case CASES ->
          Map.of(
              "caseCode",
              id,
              "status",
              "IN_PROGRESS",
              "procedureName",
              "hưởng BHXH một lần",
              "receivedDate",
              "2026-11-02",
              "dueDate",
              "2026-12-09",
              "officeName",
              "BHXH cơ sở Mộc Châu");
      case PASSWORDS -> Map.of("accountId", id, "secret", "22ab99");
      default -> throw new IllegalArgumentException("no data of this endpoint");
    };
  }

  private static Map<String, Object> contributions(String id, JsonNode parameters) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("personId", id);
    data.put("totalMonths", 115);
    data.put("unemploymentMonths", 104);
    if (parameters.has("from") && parameters.has("to")) {
      data.put("fromMonth", parameters.path("from").asString());
      data.put("toMonth", parameters.path("to").asString());
      data.put("periodMonths", 24);
    }
    return data;
  }
}
