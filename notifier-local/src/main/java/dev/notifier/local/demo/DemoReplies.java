package dev.notifier.local.demo;

import dev.notifier.local.bench.SimulatorClient;
import dev.notifier.local.console.CommandException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends messages from handsets to the short code: questions for agents, one that needs no agent,
 * and an opt-out.
 */
final class DemoReplies {
  /** No entry of the knowledge base answers them; the last one wants to be called. */
  static final List<String> QUESTIONS =
      List.of(
          "Tên đệm của tôi trong tin nhắn bị sai dấu, tôi gửi giấy khai sinh ở đâu",
          "Hom qua can bo hen toi 9h ma khong co ai tiep, vay la sao",
          "Toi da gui don 3 lan roi ma chua thay ai tra loi",
          "Máy quét ở phòng khám không đọc được mã vạch của tôi",
          "Bo toi mat roi, dung nhan tin ten ong nua gia dinh buon lam",
          "GOI");

  private static final String KNOWN = "the bhyt cua toi con han den ngay nao";
  private static final String QUERY = "BH QT 0110129425";
  private static final String OPT_OUT = "TC";
  private static final String ADDRESS = "8079";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** The first person who asks; those before have opted out. */
  private static final int FIRST = 100;

  private final DemoApi api;
  private final URI handset;
  private final Clock clock;
  private final Consumer<String> progress;

  DemoReplies(DemoApi api, URI handset, Clock clock, Consumer<String> progress) {
    this.api = api;
    this.handset = handset;
    this.clock = clock;
    this.progress = progress;
  }

  /** Sends those that the day does not have yet. */
  void write() throws CommandException, IOException, InterruptedException {
    awaitKnowledge(clock.instant().plus(LIMIT));
    try (SimulatorClient simulator = new SimulatorClient(handset)) {
      write(simulator);
    }
    progress.accept(
        "%d persons wait for an answer, two have got one, one wants no more notices"
            .formatted(QUESTIONS.size()));
  }

  private void write(SimulatorClient simulator)
      throws CommandException, IOException, InterruptedException {
    Instant now = clock.instant();
    DemoPeople ofDay = DemoPeople.of(now.atOffset(DemoEvents.OFFSET).toLocalDate());
    DemoPeople ofRun = new DemoPeople(now.getEpochSecond());
    int person = FIRST;
    for (String question : QUESTIONS) {
      if (!hasConversation(ofDay.phone(person))) {
        send(simulator, ofDay.handset(person), question);
      }
      person++;
    }
    for (String text : List.of(KNOWN, QUERY, OPT_OUT)) {
      send(simulator, ofRun.handset(person++), text);
    }
  }

  /** The entries are published after the first start; until then, all questions are for persons. */
  private void awaitKnowledge(Instant end)
      throws CommandException, IOException, InterruptedException {
    while (clock.instant().isBefore(end)
        && !api.post("/v1/knowledge/search", Map.of("text", KNOWN))
            .path("decision")
            .asString("")
            .equals("answer")) {
      Thread.sleep(PAUSE);
    }
  }

  private boolean hasConversation(String phone)
      throws CommandException, IOException, InterruptedException {
    return !api.post("/v1/inbox/search", Map.of("phone", phone)).path("conversations").isEmpty();
  }

  /** The simulator refuses it until a worker is bound. */
  private void send(SimulatorClient simulator, String from, String text)
      throws IOException, InterruptedException {
    String message =
        JsonMapper.shared().writeValueAsString(Map.of("from", from, "to", ADDRESS, "text", text));
    Instant end = clock.instant().plus(LIMIT);
    while (!simulator.send("POST", "/v1/mo", message)) {
      if (clock.instant().isAfter(end)) {
        throw new IOException("No worker is bound to take what people write.");
      }
      Thread.sleep(PAUSE);
    }
  }
}
