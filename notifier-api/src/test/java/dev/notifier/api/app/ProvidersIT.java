package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.testing.TestKafka;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages of persons that providers deliver by HTTP. */
class ProvidersIT {
  private static final String SECRET = "a secret of the aggregator";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String[] SETTINGS = {
    "aggregator.addresses=8079,6089",
    "aggregator.parameters.address=serviceNumber",
    "aggregator.parameters.id=smsid",
    "aggregator.parameters.time=receiverTime",
    "aggregator.time-format=yyyyMMddHHmmss",
    "aggregator.signature.algorithm=md5",
    "aggregator.signature.secret=" + SECRET,
    "aggregator.signature.signed=smsid,sender,serviceNumber,content,secret",
    "aggregator.responses.success=0|OK",
    "aggregator.responses.error=1|ERROR",
    "portal.addresses=portal",
    "portal.method=post",
    "portal.channel=portal",
    "portal.parameters.sign=signature",
    "portal.signature.secret=" + SECRET,
    "portal.signature.signed=id,sender,content",
    "portal.signature.separator=.",
    "inside.addresses=8079",
    "inside.signature.algorithm=none",
    "inside.allowed-networks=127.0.7.0/28",
    "slow.addresses=8079",
    "slow.requests-per-second=1",
    "slow.signature.algorithm=none",
    "slow.allowed-networks=127.0.0.0/8",
  };

  private static TestKafka kafka;
  private static RunningApi api;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    api = startApi(kafka);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(send(signed(message("start", "first"))).response().body())
                .isEqualTo("0|OK"));
  }

  private static RunningApi startApi(TestKafka broker) {
    List<String> arguments = new ArrayList<>();
    for (String setting : SETTINGS) {
      arguments.add("--notifier.replies.providers." + setting);
    }
    arguments.add("--notifier.intake.kafka-timeout=2s");
    return RunningApi.start(
        broker.bootstrapServers(), RunningApi.newStoreUrl(), arguments.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    api.close();
    kafka.close();
  }

  private static Map<String, String> message(String id, String text) {
    Map<String, String> message = new LinkedHashMap<>();
    message.put("sender", "0912345678");
    message.put("content", text);
    message.put("serviceNumber", "8079");
    message.put("keyword", "BH");
    message.put("smsid", id);
    message.put("receiverTime", "20191129220500");
    return message;
  }

  private static Map<String, String> signed(Map<String, String> message) {
    Map<String, String> signed = new LinkedHashMap<>(message);
    String values =
        message.get("smsid")
            + message.get("sender")
            + message.get("serviceNumber")
            + message.get("content")
            + SECRET;
    try {
      signed.put(
          "sign",
          HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("MD5")
                      .digest(values.getBytes(StandardCharsets.UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return signed;
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each ->
            each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + pathAndQuery));
  }

  private static Reply send(Map<String, String> parameters) {
    return api.send(request("/v1/inbound/aggregator?" + form(parameters)).build());
  }

  private static Reply sendFrom(String address, String pathAndQuery) {
    return api.sendFrom(address, request(pathAndQuery).build());
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(String providerId) {
    return kafka.committed(Topics.INBOUND).stream()
        .filter(each -> providerId.equals(record(each).providerId()))
        .toList();
  }

  private static InboundRecord record(ConsumerRecord<byte[], byte[]> source) {
    assertThat(RecordFormats.INBOUND.decode(source.value())).isInstanceOf(Decoded.Complete.class);
    return ((Decoded.Complete<InboundRecord>) RecordFormats.INBOUND.decode(source.value()))
        .record();
  }

  private static void assertRefused(Reply reply, int status) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.response().body()).isEqualTo("1|ERROR");
    assertThat(reply.header("Content-Type")).startsWith("text/plain");
  }

  @Test
  void aSignedMessageIsOnKafkaWhenItsProviderSeesTheSuccess() {
    Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
    String text = "BH TC\nTôi không muốn nhận tin 🙂 & + %";
    Reply reply = send(signed(message("signed", text + "\u0000")));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.response().body()).isEqualTo("0|OK");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    ConsumerRecord<byte[], byte[]> source = records("signed").getFirst();
    String key =
        new RecipientKey(RunningApi.PRIVACY_KEY.getBytes(StandardCharsets.UTF_8))
            .of(new MobileNumber("+84912345678"));
    assertThat(new String(source.key(), StandardCharsets.US_ASCII)).isEqualTo(key);
    InboundRecord record = record(source);
    assertThat(record.route()).isEqualTo("provider.aggregator");
    assertThat(record.provider()).isEqualTo("aggregator");
    assertThat(record.channel()).isEqualTo("sms");
    assertThat(record.sourceAddress()).isEqualTo("+84912345678");
    assertThat(record.destinationAddress()).isEqualTo("8079");
    assertThat(record.text()).isEqualTo(text);
    // The provider's time is of another year.
    assertThat(record.receivedAt()).isBetween(before, Instant.now());
  }

  @Test
  void aRepetitionIsAcknowledgedAgainAndHasTheSameId() {
    Map<String, String> message = signed(message("again", "BH HD"));
    assertThat(send(message).response().body()).isEqualTo("0|OK");
    assertThat(send(message).response().body()).isEqualTo("0|OK");
    // The stage drops it by its id.
    assertThat(records("again")).hasSize(2);
  }

  @Test
  void aWrongSignatureIsRefusedAndTooManyAreLimitedForTheirAddressOnly() {
    Map<String, String> changed = signed(message("changed", "BH TC"));
    changed.put("content", "BH MO");
    assertRefused(sendFrom("127.0.8.1", "/v1/inbound/aggregator?" + form(changed)), 403);
    assertRefused(
        sendFrom("127.0.8.1", "/v1/inbound/aggregator?" + form(message("none", "x"))), 403);
    assertRefused(sendFrom("127.0.8.1", "/v1/inbound/aggregator?a=%ff"), 400);
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      statuses.add(sendFrom("127.0.8.1", "/v1/inbound/aggregator?" + form(changed)).status());
    }
    assertThat(statuses).contains(429);
    assertThat(send(signed(message("other", "x"))).status()).isEqualTo(200);
    // A right signature is never refused because of others.
    assertThat(
            sendFrom("127.0.8.1", "/v1/inbound/aggregator?" + form(signed(message("right", "x"))))
                .status())
        .isEqualTo(200);
    assertThat(records("changed")).isEmpty();
    assertThat(metrics())
        .containsPattern(
            "notifier_inbound_http_total\\{.*outcome=\"wrong-signature\".*provider=\"aggregator\".*\\} [1-9]")
        .doesNotContain("12345678");
  }

  @Test
  void whatIsNoMessageIsRefused() {
    Map<String, String> landline = message("landline", "x");
    landline.put("sender", "02438251234");
    assertRefused(send(signed(landline)), 422);
    Map<String, String> elsewhere = message("elsewhere", "x");
    elsewhere.put("serviceNumber", "9999");
    assertRefused(send(signed(elsewhere)), 422);
    assertRefused(send(signed(message("", "x"))), 422);
    assertRefused(send(signed(message("i".repeat(101), "x"))), 422);
    assertRefused(send(signed(message("long", "x".repeat(4_001)))), 422);
    String twice = form(signed(message("twice", "x")));
    assertRefused(
        api.send(request("/v1/inbound/aggregator?" + twice + "&receiverTime=1").build()), 422);
    assertThat(records("landline")).isEmpty();
  }

  @Test
  void anUnknownProviderIsNotFound() {
    for (String path : List.of("/v1/inbound/unknown?sender=0912345678", "/v1/inbound/portal")) {
      Reply reply = sendFrom("127.0.8.2", path);
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.code()).isEqualTo("not-found");
      assertThat(reply.response().body()).doesNotContain("0912345678");
    }
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      statuses.add(sendFrom("127.0.8.2", "/v1/inbound/unknown").status());
    }
    assertThat(statuses).contains(429);
    for (String method : List.of("HEAD", "PUT", "DELETE")) {
      HttpRequest other =
          request("/v1/inbound/aggregator?" + form(signed(message(method, "x"))))
              .method(method, BodyPublishers.noBody())
              .build();
      assertThat(api.send(other).status()).as(method).isEqualTo(401);
      assertThat(records(method)).isEmpty();
    }
  }

  @Test
  void aFormIsReadFromTheBody() throws Exception {
    Map<String, String> message = new LinkedHashMap<>();
    message.put("id", "form-1");
    message.put("sender", "+84 912 345 678");
    message.put("content", "Thẻ của tôi hết hạn chưa? ".repeat(100));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String values = String.join(".", message.values());
    message.put(
        "signature",
        HexFormat.of().formatHex(mac.doFinal(values.getBytes(StandardCharsets.UTF_8))));

    Reply reply = post(form(message));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.response().body()).isEqualTo("OK");
    InboundRecord record = record(records("form-1").getFirst());
    assertThat(record.channel()).isEqualTo("portal");
    assertThat(record.destinationAddress()).isEqualTo("portal");
    assertThat(record.text()).isEqualTo(message.get("content"));

    assertThat(post("").status()).isEqualTo(403);
    assertThat(post("content=" + "x".repeat(60_000)).status()).isEqualTo(413);
  }

  private static Reply post(String form) {
    return api.send(
        request("/v1/inbound/portal")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  @Test
  void withoutASignatureTheNetworkDecides() {
    String path = "/v1/inbound/inside?id=in-1&sender=0912345678&content=x";
    assertThat(sendFrom("127.0.7.3", path).status()).isEqualTo(200);
    assertThat(sendFrom("127.0.7.99", path).status()).isEqualTo(403);
    assertThat(records("in-1")).hasSize(1);
  }

  @Test
  void aProviderHasALimit() {
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      replies.add(sendFrom("127.0.7.3", "/v1/inbound/slow?id=slow-1&sender=0912345678&content=x"));
    }
    assertThat(replies).extracting(Reply::status).contains(200, 429);
    assertThat(replies)
        .filteredOn(each -> each.status() == 429)
        .allSatisfy(each -> assertThat(each.header("Retry-After")).isEqualTo("2"));
  }

  @Test
  void withoutKafkaTheProviderIsAskedToSendAgain() {
    TestKafka away = TestKafka.fresh();
    String path = "/v1/inbound/inside?id=away&sender=0912345678&content=x";
    try (RunningApi other = startApi(away)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + other.port() + path)).build();
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(other.sendFrom("127.0.7.3", request).status()).isEqualTo(200));

      away.close();

      Reply reply = other.sendFrom("127.0.7.3", request);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.response().body()).isEqualTo("ERROR");
      assertThat(reply.header("Retry-After")).isEqualTo("2");
    } finally {
      away.close();
    }
  }

  private static String metrics() {
    return Objects.requireNonNull(api.get("/actuator/prometheus").response().body());
  }
}
