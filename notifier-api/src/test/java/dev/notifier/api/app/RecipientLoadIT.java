package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Loads of persons of which some cannot be stored. */
class RecipientLoadIT {
  private static final String OTHER = "key-of-another-tenant-of-this-test-00004";
  private static final String DATED = "key-of-a-third-tenant-of-this-test-000005";
  private static final int MOST = SharedApi.MAX_PERSONS;

  private static ApiWithStore store;
  private static RunningApi api;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    api =
        store.start(
            "--notifier.operators.other.key=" + OTHER,
            "--notifier.operators.other.tenant=other",
            "--notifier.operators.dated.key=" + DATED,
            "--notifier.operators.dated.tenant=dated");
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  private static String person(String reference, String phone) {
    return "{\"personRef\":\"%s\",\"phones\":[\"%s\"]}".formatted(reference, phone);
  }

  private static List<String> persons(int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> person("P-" + n, "0861234551")).toList();
  }

  private static Reply load(String key, List<String> lines) {
    return api.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/v1/recipients/load"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(String.join("\n", lines)))
            .build());
  }

  private static String counts(JsonNode result) {
    return List.of("lines", "created", "changed", "unchanged", "consents", "refused").stream()
        .map(name -> result.path(name).asString())
        .collect(Collectors.joining(" "));
  }

  private static long stored(String tenant) {
    return Objects.requireNonNull(
        store
            .jdbc()
            .queryForObject(
                "select count(*) from recipients where tenant = ?", Long.class, tenant));
  }

  @Test
  void aFullDirectoryRefusesOnlyThoseWhoAreNew() {
    assertThat(load(RunningApi.KEY, persons(0, MOST - 2)).json().path("created").asInt())
        .isEqualTo(MOST - 2);
    String consent =
        ",\"consent\":{\"ADVERTISING\":{\"given\":true,\"channel\":\"office\","
            + "\"at\":\"2026-11-01T08:00:00+07:00\",\"note\":\"form 7\"}}}";
    List<String> lines = new ArrayList<>();
    lines.add(person("N-1", "0861234551"));
    lines.add(person("P-0", "0861234552"));
    lines.add(person("N-2", "0861234551"));
    lines.add(person("N-3", "0861234551").replace("]}", "]" + consent));
    lines.add("no person");
    lines.addAll(persons(1, 1_500));
    lines.add(person("P-1500", "0861234552"));
    lines.add(person("N-4", "0861234551"));

    Reply reply = load(RunningApi.KEY, lines);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(counts(reply.json())).isEqualTo("1506 2 2 1499 0 3");
    assertThat(
            reply
                .json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("line").asInt() + " " + error.path("code").asString()))
        .containsExactly("4 too-many-persons", "5 not-json", "1506 too-many-persons");
    assertThat(stored("default")).isEqualTo(MOST);

    OperatorClient caller = new OperatorClient(api, RunningApi.KEY);
    Reply one = caller.put("/v1/recipients", person("N-3", "0861234551"));
    assertThat(one.status() + " " + one.code()).isEqualTo("409 too-many-persons");
    Reply known = caller.put("/v1/recipients", person("P-0", "0861234553"));
    assertThat(known.json().path("outcome").asString()).isEqualTo("changed");
  }

  @Test
  void aPageIsStoredWithTheNoteOfItsChangesOrNotAtAll() {
    store
        .jdbc()
        .execute(
            """
            create function once() returns trigger language plpgsql as $$
            begin
              if new.tenant = 'other'
                  and exists (select from recipient_changes where tenant = 'other') then
                raise exception 'No other note';
              end if;
              return new;
            end
            $$;
            create trigger once before insert on recipient_changes for each row
              execute function once();
            """);

    try {
      assertThat(load(OTHER, persons(0, 2_500)).status()).isEqualTo(503);
    } finally {
      store.jdbc().execute("drop trigger once on recipient_changes; drop function once");
    }
    assertThat(stored("other")).as("the first page").isEqualTo(1_000);
  }

  @Test
  void aTimeThatPostgreSqlCannotReadCountsAsNow() {
    String last = person("P-1", "0861234551").replace("]}", "],\"changedAt\":\"%s\"}");
    List<String> lines =
        List.of(last.formatted("9999-12-31T23:59:59-01:00"), person("P-2", "0861234551"));

    Reply reply = load(DATED, lines);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(counts(reply.json())).isEqualTo("2 2 0 0 0 0");
  }
}
