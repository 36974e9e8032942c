package dev.notifier.console.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/**
 * A form with a file, which is its last field. The file is read while it arrives and stored
 * nowhere, so it may have any size. All before the file has {@link #LIMIT} to arrive. Methods of
 * controllers that read it are {@link Upload}, and close it before they end.
 */
public final class FileForm implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(10);

  private static final int MAX_FIELDS = 20;
  private static final int MAX_FIELD_BYTES = 4096;

  private final Form fields;
  private final String fileName;
  private final UploadBody file;

  private FileForm(Form fields, String fileName, UploadBody file) {
    this.fields = fields;
    this.fileName = fileName;
    this.file = file;
  }

  /**
   * Reads the fields before the file.
   *
   * @throws BadFormException if it is no form with a file at its end, or arrives too slowly
   */
  public static FileForm read(HttpServletRequest request, InstantSource clock) throws IOException {
    return read(request.getContentType(), request.getInputStream(), clock);
  }

  static FileForm read(@Nullable String type, InputStream body, InstantSource clock) {
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      throw new BadFormException();
    }
    Map<String, List<String>> fields = new LinkedHashMap<>();
    Arrival arrival = new Arrival(body, clock);
    try {
      FileItemIterator items = new FileUpload().getItemIterator(new Multipart(type, arrival));
      for (int i = 0; i <= MAX_FIELDS && items.hasNext(); i++) {
        FileItemStream item = items.next();
        if (!item.isFormField()) {
          String name = Objects.requireNonNullElse(item.getName(), "");
          UploadBody file = new UploadBody(item.openStream());
          arrival.isLimited = false;
          return new FileForm(Form.of(fields), name, file);
        }
        fields.put(item.getFieldName(), List.of(text(item)));
      }
    } catch (IOException | InvalidFileNameException e) {
      // What arrived is malformed, or breaks off.
      throw new BadFormException();
    }
    throw new BadFormException();
  }

  private static String text(FileItemStream item) throws IOException {
    try (InputStream stream = item.openStream()) {
      byte[] bytes = stream.readNBytes(MAX_FIELD_BYTES + 1);
      if (bytes.length > MAX_FIELD_BYTES) {
        throw new BadFormException();
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** The other fields. */
  public Form fields() {
    return fields;
  }

  /** The name of the file in lower case; empty if no file was chosen. */
  public String fileName() {
    return fileName.toLowerCase(Locale.ROOT);
  }

  /** The file. It can be read once, by any thread, until the form is closed. */
  public InputStream file() {
    return file;
  }

  /** Waits until no other thread reads the file, and lets none read more. */
  @Override
  public void close() {
    file.close();
  }

  /** The body for the parser. */
  private record Multipart(String type, InputStream body) implements UploadContext {
    @Override
    public @Nullable String getCharacterEncoding() {
      return null;
    }

    @Override
    public String getContentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return -1;
    }

    @Override
    public InputStream getInputStream() {
      return body;
    }
  }

  /** The body, whose beginning must arrive in time. */
  private static final class Arrival extends FilterInputStream {
    private final InstantSource clock;
    private final Instant end;
    private boolean isLimited = true;

    Arrival(InputStream body, InstantSource clock) {
      super(body);
      this.clock = clock;
      end = clock.instant().plus(LIMIT);
    }

    @Override
    public int read() throws IOException {
      requireTime();
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      requireTime();
      return in.read(target, offset, length);
    }

    private void requireTime() {
      if (isLimited && clock.instant().isAfter(end)) {
        throw new BadFormException();
      }
    }
  }
}
