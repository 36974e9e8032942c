package dev.notifier.console.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/**
 * The files that pages load: two libraries, and our own. They are read once. Their addresses have a
 * sum of their content, so a browser may keep them for ever. Immutable.
 */
public final class Assets {
  private static final String OWN = "/dev/notifier/console/assets/";
  private static final String LIBRARIES = "/META-INF/resources/webjars/";

  private static final Map<String, String> PLACES =
      Map.of(
          "htmx.js", LIBRARIES + "htmx.org/2.0.10/dist/htmx.min.js",
          "pico.css", LIBRARIES + "picocss__pico/2.1.1/css/pico.min.css",
          "batches.js", OWN + "batches.js",
          "passkeys.js", OWN + "passkeys.js",
          "console.css", OWN + "console.css",
          "console.js", OWN + "console.js",
          "editor.js", OWN + "editor.js",
          "lists.js", OWN + "lists.js",
          "live.js", OWN + "live.js");

  private final Map<String, Asset> byAddress = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>();

  /** A file with its media type. */
  static final class Asset {
    private final String type;
    private final byte[] content;
    private final byte[] packed;

    Asset(String type, byte[] content) {
      this.type = type;
      this.content = content;
      packed = pack(content);
    }

    String type() {
      return type;
    }

    /** For a browser, which may accept gzip; do not change it. */
    byte[] content(boolean gzip) {
      return gzip ? packed : content;
    }
  }

  private Assets() {}

  /** Reads the files. */
  public static Assets load() {
    Assets assets = new Assets();
    PLACES.forEach((name, place) -> assets.add(name, read(place)));
    return assets;
  }

  private void add(String name, byte[] content) {
    CRC32C sum = new CRC32C();
    sum.update(content);
    String address = HexFormat.of().toHexDigits((int) sum.getValue()) + "-" + name;
    String type = name.endsWith(".css") ? "text/css" : "text/javascript";
    addresses.put(name, address);
    byAddress.put(address, new Asset(type + ";charset=" + StandardCharsets.UTF_8, content));
  }

  private static byte[] read(String place) {
    try (InputStream stream = Assets.class.getResourceAsStream(place)) {
      if (stream == null) {
        throw new IllegalStateException("The file " + place + " is missing");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] pack(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /**
   * The address of a file behind {@code assets/}.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  public String addressOf(String name) {
    String address = addresses.get(name);
    if (address == null) {
      throw new IllegalArgumentException("There is no file " + name);
    }
    return address;
  }

  Optional<Asset> find(String address) {
    return Optional.ofNullable(byAddress.get(address));
  }
}
