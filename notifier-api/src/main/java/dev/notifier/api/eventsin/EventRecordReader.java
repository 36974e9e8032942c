package dev.notifier.api.eventsin;

import dev.notifier.api.cloudevents.CloudEventReader.Message;
import dev.notifier.api.cloudevents.EventLimits;
import dev.notifier.api.cloudevents.JsonMediaType;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/** Reads an event from a record (CloudEvents Kafka binding 1.0.2, 3). Thread-safe. */
final class EventRecordReader {
  /** Of the value and the headers. */
  static final int MAX_RECORD_BYTES = EventLimits.MAX_EVENT_BYTES;

  private static final String CONTENT_TYPE = "content-type";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String PREFIX = "ce_";

  private EventRecordReader() {}

  /** Never throws because of what is in a record. */
  static Message read(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    if (value == null) {
      return unreadable(ErrorCode.EMPTY_BODY, "The record has no value. Send an event in it.");
    }
    if (bytesOf(record) > MAX_RECORD_BYTES) {
      return new Message.Unreadable(Violation.at("", ErrorCode.EVENT_TOO_LARGE));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      String name = header.key().toLowerCase(Locale.ROOT);
      boolean needed = name.equals(CONTENT_TYPE) || name.startsWith(PREFIX);
      String text = needed ? text(header.value()) : "";
      if (text == null || (needed && headers.put(name, text) != null)) {
        return unreadable(
            ErrorCode.INVALID_ATTRIBUTE,
            "A header that begins with ce_, or content-type, occurs twice or is not UTF-8. Correct"
                + " it.");
      }
    }
    return read(headers, value);
  }

  private static Message read(Map<String, String> headers, byte[] value) {
    String contentType = headers.remove(CONTENT_TYPE);
    MimeType type = mimeType(contentType);
    if (type == null) {
      // A charset that this Java does not support makes the whole type invalid.
      return contentType != null && contentType.toLowerCase(Locale.ROOT).contains("charset=")
          ? wrongCharset()
          : wrongType();
    }
    if (!JsonMediaType.isUtf8(type)) {
      return wrongCharset();
    }
    String name = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
    if (name.equals(STRUCTURED)) {
      return new Message.Structured(value);
    }
    boolean json = JsonMediaType.isJson(type) && !name.startsWith("application/cloudevents");
    if (!json || headers.isEmpty()) {
      return wrongType();
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    headers.forEach((header, text) -> attributes.put(header.substring(PREFIX.length()), text));
    return new Message.Binary(attributes, value);
  }

  private static Message wrongCharset() {
    return new Message.Unreadable(Violation.at("", ErrorCode.UNSUPPORTED_CHARSET));
  }

  private static Message wrongType() {
    return unreadable(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        "Send the header content-type with application/cloudevents+json, or with application/json"
            + " and the attributes in headers that begin with ce_.");
  }

  private static Message unreadable(ErrorCode code, String detail) {
    return new Message.Unreadable(new Violation("", code, detail));
  }

  /** The size of the value and the headers. */
  static long bytesOf(ConsumerRecord<byte[], byte[]> record) {
    long bytes = Math.max(0, record.serializedValueSize());
    for (Header header : record.headers()) {
      byte @Nullable [] value = header.value();
      bytes += header.key().length() + (value == null ? 0 : value.length);
    }
    return bytes;
  }

  private static @Nullable MimeType mimeType(@Nullable String text) {
    try {
      return text == null ? null : MimeTypeUtils.parseMimeType(text);
    } catch (InvalidMimeTypeException e) {
      return null;
    }
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
