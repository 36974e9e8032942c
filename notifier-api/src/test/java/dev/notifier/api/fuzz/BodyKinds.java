package dev.notifier.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Bodies that are broken as a whole, for operations with and without a body. */
final class BodyKinds {
  private static final int RANDOM_CHANGES = 12;

  /** For an operation without a body. */
  private static final int MAX_UNWANTED_BODIES = 8;

  private static final String FORM = "application/x-www-form-urlencoded";

  private static final Map<String, String> BODIES = new LinkedHashMap<>();

  static {
    BODIES.put("only whitespace", " \n\t ");
    BODIES.put("text", "hello");
    BODIES.put("JSON text", "\"hello\"");
    BODIES.put("number", "1");
    BODIES.put("huge number", "1e99999999999");
    BODIES.put("true", "true");
    BODIES.put("null", "null");
    BODIES.put("empty list", "[]");
    BODIES.put("list of empty", "[,]");
    BODIES.put("list of everything", "[null,1,\"x\",[],{},true,1e99999999999]");
    BODIES.put("object in a list", "[{}]");
    BODIES.put("open list", "[");
    BODIES.put("open object", "{");
    BODIES.put("open text", "{\"a\":\"");
    BODIES.put("closed first", "}{");
    BODIES.put("two objects", "{} {}");
    BODIES.put("comment", "{} // x");
    BODIES.put("trailing comma", "{\"a\":1,}");
    BODIES.put("single quotes", "{'a':1}");
    BODIES.put("empty key", "{\"\":{}}");
    BODIES.put("prototype", "{\"__proto__\":{\"a\":1},\"@class\":\"java.lang.Object\"}");
    BODIES.put("long key", "{\"" + "k".repeat(60_000) + "\":1}");
    BODIES.put("long text", "{\"a\":\"" + "x".repeat(400_000) + "\"}");
    BODIES.put("long number", "{\"a\":" + "1".repeat(60_000) + "}");
    BODIES.put("deep list", "[".repeat(60_000));
    BODIES.put("deep closed list", "[".repeat(3_000) + "]".repeat(3_000));
    BODIES.put("deep object", "{\"a\":".repeat(20_000));
    BODIES.put("numbers", "{\"a\":[" + "1e99999999999,".repeat(50) + "-0]}");
    BODIES.put("NUL characters", "\u0000\u0000\u0000");
    BODIES.put("escape characters", "\u001b[2J\u0007");
    BODIES.put("byte order mark", "\ufeff{}");
    BODIES.put("two byte order marks", "\ufeff\ufeff{}");
    BODIES.put(
        "XML", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///x\">]><a>&b;</a>");
    BODIES.put("form", "a=b&%zz=%ff");
    BODIES.put("YAML", "a: [b, c]\nd: &e {f: *e}\n");
    BODIES.put(
        "multipart",
        "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\nc\r\n--x--\r\n");
  }

  private BodyKinds() {}

  static void add(Requests requests) {
    List<String> types = requests.operation().mediaTypes();
    String type = types.isEmpty() ? "application/json" : types.getFirst();
    for (String each : types.isEmpty() ? List.of(type) : types) {
      int bodies = types.isEmpty() ? MAX_UNWANTED_BODIES : BODIES.size();
      requests
          .some(BODIES.entrySet(), bodies)
          .forEach(body -> requests.addBody("body: " + body.getKey(), each, body.getValue()));
      requests.addBody("body: empty", each, "");
      requests
          .addBody("body: invalid UTF-8", each, "")
          .body(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
      requests
          .addBody("body: surrogate", each, "")
          .body(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
      requests
          .addBody("body: UTF-16", each, "")
          .body("{\"a\":1}".getBytes(StandardCharsets.UTF_16));
      requests
          .addBody("body: UTF-32", each, "")
          .body("{\"a\":1}".getBytes(StandardCharsets.UTF_32));
    }
    if (types.contains(FORM)) {
      addForms(requests);
    }
    addChanged(requests);
    byte[] valid = requests.add("body: gzip").body();
    RawRequest zipped = requests.collected().getLast();
    zipped.body(gzip(valid)).header("Content-Encoding", "gzip");
    requests.add("body: gzip without its header").body(gzip(valid));
    requests.add("body: gzip header alone").header("Content-Encoding", "gzip");
  }

  /** Forms, which hardly any operation takes. */
  static void addForms(Requests requests) {
    String type = "multipart/form-data; boundary=x";
    String part = "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"../b\"\r\n\r\n";
    requests.addBody("multipart: file", type, part + "c".repeat(50_000) + "\r\n--x--\r\n");
    requests.addBody("multipart: without end", type, part + "c");
    requests.addBody("multipart: without parts", type, "--x--\r\n");
    requests.addBody("multipart: nonsense", type, "nonsense");
    requests.addBody("multipart: empty", type, "");
    requests.addBody("multipart: no boundary", "multipart/form-data", part + "c\r\n--x--\r\n");
    requests.addBody(
        "multipart: invalid header",
        type,
        "--x\r\nContent-Disposition\u0000: \u0001;;;\r\n\r\nc\r\n--x--");
    requests.addBody("multipart: 500 parts", type, (part + "c\r\n").repeat(500) + "--x--\r\n");
    requests.addBody("form: 5,000 fields", FORM, "a=b&".repeat(5_000));
    requests.addBody("form: invalid", FORM, "%zz=%&%ED%A0%80=%00");
  }

  /** Valid bodies with a part cut, doubled or overwritten. */
  private static void addChanged(Requests requests) {
    Random random = requests.random();
    for (int i = 0; i < RANDOM_CHANGES; i++) {
      RawRequest request = requests.add("body: changed at random");
      byte[] body = request.body();
      if (body.length > 2) {
        request.body(changed(body, random));
      }
    }
    RawRequest cut = requests.add("body: cut");
    cut.body(Arrays.copyOf(cut.body(), cut.body().length / 2));
    RawRequest twice = requests.add("body: twice");
    byte[] body = twice.body();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(body);
    out.writeBytes(body);
    twice.body(out.toByteArray());
  }

  private static byte[] changed(byte[] body, Random random) {
    int from = random.nextInt(body.length);
    int to = Math.min(body.length, from + 1 + random.nextInt(8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(body, 0, from);
    switch (random.nextInt(4)) {
      case 0 -> {}
      case 1 -> out.write(body, from, to - from);
      case 2 -> {
        byte[] noise = new byte[to - from];
        random.nextBytes(noise);
        out.writeBytes(noise);
      }
      default -> {
        List<String> values = List.copyOf(Values.ALL.values());
        String value = values.get(random.nextInt(values.size()));
        out.writeBytes(value.getBytes(StandardCharsets.UTF_8));
      }
    }
    int rest = random.nextBoolean() ? from : to;
    out.write(body, rest, body.length - rest);
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
