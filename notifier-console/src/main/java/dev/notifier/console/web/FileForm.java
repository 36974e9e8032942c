package dev.notifier.console.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;

/**
 * A form with a file, which is its last field. The file is read while it arrives and stored
 * nowhere, so it may have any size.
 */
public final class FileForm {
  private static final int MAX_FIELDS = 20;
  private static final int MAX_FIELD_BYTES = 4096;

  private final Form fields;
  private final String fileName;
  private final InputStream file;

  private FileForm(Form fields, String fileName, InputStream file) {
    this.fields = fields;
    this.fileName = fileName;
    this.file = file;
  }

  /**
   * Reads the fields before the file.
   *
   * @throws BadFormException if it is no form with a file at its end
   */
  public static FileForm read(HttpServletRequest request) throws IOException {
    String type = request.getContentType();
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      throw new BadFormException();
    }
    Map<String, List<String>> fields = new LinkedHashMap<>();
    try {
      FileItemIterator items = new FileUpload().getItemIterator(new ServletRequestContext(request));
      while (items.hasNext() && fields.size() < MAX_FIELDS) {
        FileItemStream item = items.next();
        if (!item.isFormField()) {
          String name = Objects.requireNonNullElse(item.getName(), "");
          return new FileForm(Form.of(fields), name, item.openStream());
        }
        fields.put(item.getFieldName(), List.of(text(item)));
      }
    } catch (FileUploadException e) {
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

  /** The file. It can be read once. */
  public InputStream file() {
    return file;
  }
}
