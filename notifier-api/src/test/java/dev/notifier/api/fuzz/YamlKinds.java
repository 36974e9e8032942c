package dev.notifier.api.fuzz;

import java.util.LinkedHashMap;
import java.util.Map;

/** Bodies in YAML, for operations that read it; and their texts inside JSON for the others. */
final class YamlKinds {
  private static final String EMOJI = "\ud83d\ude00";
  private static final Map<String, String> BODIES = new LinkedHashMap<>();

  static {
    BODIES.put("only a comment", "# x");
    BODIES.put("document start", "---");
    BODIES.put("two documents", "a: 1\n---\nb: 2\n");
    BODIES.put("directive", "%YAML 9.9\n---\na: 1\n");
    BODIES.put("invalid directive", "%TAG ! tag:x,2000:\n%YAML\n---\na: 1");
    BODIES.put("alias", "a: &x [1]\nb: *x\n");
    BODIES.put("unknown alias", "a: *x\n");
    BODIES.put("alias of itself", "a: &x {b: *x}\n");
    BODIES.put("many aliases", laughs());
    BODIES.put("tag of an object", "a: !!java.net.URL [x]\n");
    BODIES.put("tag of a number", "a: !!int x\n");
    BODIES.put("tag of a number with exponent", "a: !!int 1e99999999999\n");
    BODIES.put("tag of a fraction", "a: !!float x\n");
    BODIES.put("tag of a boolean", "a: !!bool 7\n");
    BODIES.put("tag of null", "a: !!null x\n");
    BODIES.put("tag of bytes", "a: !!binary '***'\n");
    BODIES.put("tag of a set", "!!set {a, b}\n");
    BODIES.put("tag of a map on a text", "!!map x\n");
    BODIES.put("tag of a list on a map", "!!seq {a: 1}\n");
    BODIES.put("tag of a timestamp", "a: !!timestamp x\n");
    BODIES.put("own tag", "a: !x y\n");
    BODIES.put("unfinished tag", "a: !<tag\n");
    BODIES.put("environment variable", "a: ${HOME:?x}\nb: ${}\n");
    BODIES.put("merge key", "<<: {a: 1}\n");
    BODIES.put("number as key", "1: 2\n");
    BODIES.put("null as key", "~: 1\n? \n: 2\n");
    BODIES.put("list as key", "? [a, b]\n: 1\n");
    BODIES.put("map as key", "{a: 1}: 2\n");
    BODIES.put("the same key twice", "a: 1\na: 2\n");
    BODIES.put("key of 2,000", "k".repeat(2_000) + ": 1\n");
    BODIES.put("infinity", "a: .inf\nb: -.INF\nc: .nan\n");
    BODIES.put("octal number", "a: 0o777\nb: 0o99\n");
    BODIES.put("hexadecimal number", "a: 0x" + "f".repeat(500) + "\n");
    BODIES.put("1e400", "a: 1e400\n");
    BODIES.put("1e99999999999", "a: 1e99999999999\nb: -1.5E+99999999999\n");
    BODIES.put("number of 100,000 digits", "a: " + "9".repeat(100_000) + "\n");
    BODIES.put("fraction of 100,000 digits", "a: 0." + "9".repeat(100_000) + "\n");
    BODIES.put("octal number of 50,000 digits", "a: 0o" + "7".repeat(50_000) + "\n");
    BODIES.put("tab", "a:\n\tb: 1\n");
    BODIES.put("NUL", "a: \u0000\n");
    BODIES.put("control character", "a: \u0007\n");
    BODIES.put("next line", "a: \u0085 \u2028 \u2029\n");
    BODIES.put("not a character", "a: \ufffe\uffff\n");
    BODIES.put("byte order mark", "\ufeffa: 1\n");
    BODIES.put("byte order mark inside", "a: 1\n\ufeffb: 2\n");
    BODIES.put("escaped surrogate", "a: \"\\ud800\"\n");
    BODIES.put("escaped surrogates", "a: \"\\udc00\\ud800\"\n");
    BODIES.put("escape beyond Unicode", "a: \"\\UFFFFFFFF\"\n");
    BODIES.put("escape beyond Unicode by one", "a: \"\\U00110000\"\n");
    BODIES.put("escaped NUL", "a: \"\\0\\x00\\u0000\"\n");
    BODIES.put("unknown escape", "a: \"\\q\"\n");
    BODIES.put("cut escape", "a: \"\\u12\n");
    BODIES.put("open quote", "a: \"x\n");
    BODIES.put("open single quote", "a: 'x\n");
    BODIES.put("open list", "a: [1, 2\n");
    BODIES.put("open map", "a: {b: 1\n");
    BODIES.put("block with wrong indentation", "a: |9\n x\n");
    BODIES.put("block with zero indentation", "a: |0\n x\n");
    BODIES.put("block with two indicators", "a: >+-\n x\n");
    BODIES.put("wrong indentation", "a: 1\n  b: 2\n c: 3\n");
    BODIES.put("deep list", "a: " + "[".repeat(1_000) + "\n");
    BODIES.put("deep closed list", "a: " + "[".repeat(500) + "]".repeat(500) + "\n");
    BODIES.put("deep block", deepBlock());
    BODIES.put("deep dashes", "- ".repeat(500) + "x\n");
    BODIES.put("colons", ":".repeat(500));
    BODIES.put("question marks", "? ".repeat(500));
    BODIES.put("reserved character", "a: @x\nb: `y\n");
    BODIES.put("percent", "a: %x\n");
    BODIES.put("ampersand", "a: &\n");
    BODIES.put("star", "a: *\n");
    BODIES.put("exclamation mark", "a: !\n");
  }

  private YamlKinds() {}

  static void add(Requests requests) {
    for (Map.Entry<String, Operation.Body> body : requests.operation().bodies().entrySet()) {
      String type = body.getKey();
      String valid = Requests.text(body.getValue().example());
      if (type.contains("yaml")) {
        BODIES.forEach((name, text) -> requests.addBody("YAML: " + name, type, text));
        for (int border : new int[] {1_024, 2_048, 4_096, 8_192, 16_384}) {
          for (int shift = -3; shift <= 2; shift++) {
            String kind = "YAML: emoji at a border";
            requests.addBody(kind, type, padded(valid, border + shift));
            requests.addBody(
                kind, type, "#" + "x".repeat(border + shift - 1) + EMOJI + "\n" + valid);
            requests.addBody(kind, type, "a: '" + EMOJI.repeat(border + shift) + "'\n");
          }
        }
      }
    }
  }

  /** A valid body with an emoji as the character number {@code length}. */
  private static String padded(String valid, int length) {
    String start = "{\"zz\":\"";
    return start + "x".repeat(length - start.length()) + EMOJI + "\"," + valid.substring(1);
  }

  private static String laughs() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    return yaml.toString();
  }

  private static String deepBlock() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      yaml.append(" ".repeat(i)).append("a:\n");
    }
    return yaml.toString();
  }
}
