package dev.notifier.api.cloudevents;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/** Recognises JSON in UTF-8; other parameters than the charset do not matter. Thread-safe. */
public final class JsonMediaType {
  private JsonMediaType() {}

  /** Whether this is the media type of JSON, with any parameters, such as a profile. */
  static boolean isJson(String mediaType) {
    try {
      MimeType type = MimeTypeUtils.parseMimeType(mediaType);
      return isJson(type) && isUtf8(type);
    } catch (InvalidMimeTypeException e) {
      return false;
    }
  }

  /** Whether this is the media type of JSON, in any charset. */
  public static boolean isJson(MimeType type) {
    return type.getType().equalsIgnoreCase("application")
        && (type.getSubtype().equalsIgnoreCase("json")
            || (type.getSubtype().length() > 5
                && type.getSubtype()
                    .regionMatches(true, type.getSubtype().length() - 5, "+json", 0, 5)));
  }

  /** Whether the charset is UTF-8 or a part of it, or missing. */
  public static boolean isUtf8(MimeType type) {
    @Nullable Charset charset = type.getCharset();
    return charset == null
        || charset.equals(StandardCharsets.UTF_8)
        || charset.equals(StandardCharsets.US_ASCII);
  }
}
