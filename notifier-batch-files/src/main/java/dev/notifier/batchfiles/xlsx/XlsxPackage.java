package dev.notifier.batchfiles.xlsx;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.UnreadableException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** An XLSX file whose directory is within the limits. */
public final class XlsxPackage implements Closeable {
  /** PKWARE's application note, 4.3.16. */
  private static final int END_BYTES = 22;

  private static final int END_SIGNATURE = 0x06054B50;
  private static final int END_DIRECTORY_SIZE = 12;
  private static final long MAX_DIRECTORY_BYTES = 4L * 1024 * 1024;

  /** PKWARE's application note, 4.6.9. */
  private static final int UNICODE_PATH = 0x7075;

  private static final String TYPES = "[Content_Types].xml";

  private final ZipFile zip;
  private final XlsxParts parts;

  /**
   * A sheet that can be seen.
   *
   * @param entry where its cells are
   */
  public record VisibleSheet(String name, String entry) {}

  private XlsxPackage(ZipFile zip) throws IOException {
    this.zip = zip;
    checkDirectory();
    parts = XlsxParts.read(part(TYPES, FileLimits.MAX_PART_BYTES));
  }

  /**
   * Opens a file and checks its directory.
   *
   * @throws UnreadableException if it is not an XLSX file within the limits
   */
  public static XlsxPackage open(Path file) throws IOException {
    if (Files.size(file) > FileLimits.MAX_PACKED_BYTES) {
      throw new UnreadableException(UnreadableKind.TOO_LARGE);
    }
    checkEnd(file);
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw damaged(e);
    } catch (FileNotFoundException e) {
      throw new NoSuchFileException(file.toString());
    }
    try {
      return new XlsxPackage(zip);
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /**
   * Checks the record at the end. Two libraries read the file and must find the same directory, so
   * it is at the very end, without a comment. The directory is held in memory, so its size is
   * limited.
   */
  private static void checkEnd(Path file) throws IOException {
    ByteBuffer end = ByteBuffer.allocate(END_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (SeekableByteChannel bytes = Files.newByteChannel(file)) {
      bytes.position(Math.max(0, bytes.size() - END_BYTES));
      while (end.hasRemaining() && bytes.read(end) >= 0) {
        // Mostly one call reads all.
      }
    }
    if (end.hasRemaining() || end.getInt(0) != END_SIGNATURE) {
      throw new UnreadableException(UnreadableKind.DAMAGED_XLSX);
    }
    if (Integer.toUnsignedLong(end.getInt(END_DIRECTORY_SIZE)) > MAX_DIRECTORY_BYTES) {
      throw new UnreadableException(UnreadableKind.EXPANDS_TOO_MUCH);
    }
  }

  private static UnreadableException damaged(Exception cause) {
    UnreadableException damaged = new UnreadableException(UnreadableKind.DAMAGED_XLSX);
    damaged.initCause(cause);
    return damaged;
  }

  private void checkDirectory() throws UnreadableException {
    if (zip.size() > FileLimits.MAX_ENTRIES) {
      throw new UnreadableException(UnreadableKind.EXPANDS_TOO_MUCH);
    }
    Set<String> names = new HashSet<>();
    long total = 0;
    for (ZipEntry entry : entries()) {
      if (!names.add(entry.getName()) || hasSecondName(entry)) {
        throw new UnreadableException(UnreadableKind.DAMAGED_XLSX);
      }
      long size = Math.max(0, entry.getSize());
      total += size;
      long packed = Math.max(1, entry.getCompressedSize());
      boolean expands = size > FileLimits.RATIO_FREE_BYTES && size / packed > FileLimits.MAX_RATIO;
      if (expands || total > FileLimits.MAX_UNPACKED_BYTES) {
        throw new UnreadableException(UnreadableKind.EXPANDS_TOO_MUCH);
      }
    }
    UnreadableKind other = OtherArchives.kind(names);
    if (other != null) {
      throw new UnreadableException(other);
    }
  }

  /** Whether an extra field gives the entry another name, which one of two libraries would use. */
  private static boolean hasSecondName(ZipEntry entry) {
    byte[] extra = entry.getExtra();
    for (int i = 0; extra != null && i + 4 <= extra.length; ) {
      int id = (extra[i] & 0xFF) | (extra[i + 1] & 0xFF) << 8;
      if (id == UNICODE_PATH) {
        return true;
      }
      i += 4 + ((extra[i + 2] & 0xFF) | (extra[i + 3] & 0xFF) << 8);
    }
    return false;
  }

  private List<ZipEntry> entries() {
    List<ZipEntry> entries = new ArrayList<>();
    zip.entries().asIterator().forEachRemaining(entries::add);
    return entries;
  }

  /**
   * Inflates every part that will be read, so that what the directory says is proved, and nothing
   * larger than the limits is parsed later.
   */
  public void checkParts() throws IOException {
    XmlPart.read(part(parts.workbook(), FileLimits.MAX_PART_BYTES), (element, attributes) -> {});
    XmlPart.read(part(relations(), FileLimits.MAX_PART_BYTES), (element, attributes) -> {});
    String styles = parts.styles();
    if (styles != null && hasStyles()) {
      XmlPart.read(part(styles, FileLimits.MAX_PART_BYTES), (element, attributes) -> {});
    }
    String strings = parts.strings();
    if (strings != null && zip.getEntry(strings) != null) {
      XmlPart.read(
          bounded(strings, FileLimits.MAX_STRINGS_BYTES, UnreadableKind.TOO_MANY_TEXTS),
          new TextLimit("si"));
    }
  }

  /** Whether there are formats of cells; they may be left out (ECMA-376, Part 1, 12.3.20). */
  boolean hasStyles() {
    return parts.styles() != null && zip.getEntry(parts.styles()) != null;
  }

  /**
   * The sheets that can be seen, in their order.
   *
   * @throws UnreadableException if two sheets have the same name, also if one is hidden, or two
   *     parts the same id: the reader of cells would take the other one
   */
  public List<VisibleSheet> sheets() throws IOException {
    Map<String, String> targets = new HashMap<>();
    XmlPart.read(
        part(relations(), FileLimits.MAX_PART_BYTES),
        (element, attributes) -> {
          String id = attributes.get("Id");
          String target = attributes.get("Target");
          if (element.equals("Relationship") && id != null && target != null) {
            requireNew(targets.put(id, target) == null);
          }
        });
    Set<String> names = new HashSet<>();
    List<VisibleSheet> sheets = new ArrayList<>();
    XmlPart.read(
        part(parts.workbook(), FileLimits.MAX_PART_BYTES),
        (element, attributes) -> {
          String name = attributes.get("name");
          if (element.equals("sheet") && name != null) {
            requireNew(names.add(name.toLowerCase(Locale.ROOT)));
          }
          if (element.equals("sheet") && isVisible(attributes.get("state"))) {
            String id = attributes.relationship();
            String target = id == null ? null : targets.get(id);
            String entry = target == null ? null : entryOf(target);
            // Charts have no cells.
            if (name != null && entry != null && !entry.contains("chartsheets/")) {
              sheets.add(new VisibleSheet(name, entry));
            }
          }
        });
    return sheets;
  }

  private static void requireNew(boolean isNew) throws UnreadableException {
    if (!isNew) {
      throw new UnreadableException(UnreadableKind.DAMAGED_XLSX);
    }
  }

  private static boolean isVisible(@Nullable String state) {
    return state == null || state.equals("visible");
  }

  private @Nullable String entryOf(String target) {
    String name = target.startsWith("/") ? target.substring(1) : folder(parts.workbook()) + target;
    return zip.getEntry(name) == null ? null : name;
  }

  private static String folder(String entry) {
    return entry.substring(0, entry.lastIndexOf('/') + 1);
  }

  private String relations() {
    String workbook = parts.workbook();
    int name = workbook.lastIndexOf('/') + 1;
    return workbook.substring(0, name) + "_rels/" + workbook.substring(name) + ".rels";
  }

  /** Opens a sheet, as large as the file may be. */
  InputStream sheet(VisibleSheet sheet) throws IOException {
    return bounded(sheet.entry(), FileLimits.MAX_UNPACKED_BYTES, UnreadableKind.EXPANDS_TOO_MUCH);
  }

  private InputStream part(String name, long limit) throws IOException {
    return bounded(name, limit, UnreadableKind.TOO_LARGE);
  }

  private InputStream bounded(String name, long limit, UnreadableKind above) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new UnreadableException(UnreadableKind.DAMAGED_XLSX);
    }
    try {
      return new BoundedEntry(zip.getInputStream(entry), entry.getCompressedSize(), limit, above);
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
