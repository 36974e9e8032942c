package dev.notifier.local.components;

import dev.notifier.local.home.HomeDirectory;
import dev.notifier.smsc.aggregator.Aggregator;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The short code of a local start, and an aggregator that delivers its messages by HTTP if a person
 * says so on the handset page; otherwise they come by SMPP. The names are those of an aggregator in
 * Vietnam.
 */
final class LocalAggregator {
  static final String ADDRESS = "8079";
  private static final String NAME = "aggregator";
  private static final String SECRET = "aggregator-secret";
  private static final String ALGORITHM = "md5";
  private static final String SUCCESS = "0|OK";
  private static final String TIME_FORMAT = "yyyyMMddHHmmss";
  private static final List<String> SIGNED =
      List.of("smsid", "sender", "serviceNumber", "content", "secret");

  /** The names of the parameters, by the keys of Notifier, which are those of the simulator. */
  private static final Map<String, String> NAMES =
      Map.of(
          "sender", "sender",
          "content", "content",
          "address", "serviceNumber",
          "id", "smsid",
          "sign", "sign");

  private LocalAggregator() {}

  /** The settings of the address, for api and worker. */
  static Map<String, String> address() {
    return Map.of("notifier.replies.addresses[0].file", "shipped:" + ADDRESS);
  }

  /** The settings of the provider, for the api. */
  static Map<String, String> provider(HomeDirectory home) throws IOException {
    String prefix = "notifier.replies.providers." + NAME + ".";
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(prefix + "addresses", ADDRESS);
    NAMES.forEach((key, name) -> settings.put(prefix + "parameters." + key, name));
    settings.put(prefix + "signature.algorithm", ALGORITHM);
    settings.put(prefix + "signature.secret", home.secret(SECRET));
    settings.put(prefix + "signature.signed", String.join(",", SIGNED));
    settings.put(prefix + "responses.success", SUCCESS);
    settings.put(prefix + "responses.error", "1|ERROR");
    return settings;
  }

  /** The aggregator of the simulator. */
  static Aggregator simulated(HomeDirectory home, int apiPort) throws IOException {
    Map<String, String> names = new LinkedHashMap<>(NAMES);
    names.put("keyword", "keyword");
    names.put("time", "receiverTime");
    return new Aggregator(
        List.of(ADDRESS),
        false,
        URI.create("http://127.0.0.1:" + apiPort + "/v1/inbound/" + NAME),
        names,
        TIME_FORMAT,
        new Aggregator.Signature(ALGORITHM, home.secret(SECRET), SIGNED, ""),
        SUCCESS,
        0,
        0);
  }
}
