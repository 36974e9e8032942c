package dev.notifier.local.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The programs of the server, which are packed in a jar and unpacked once per directory. */
final class PostgresBinaries {
  private static final int OWNER_EXECUTES = 0100;

  private PostgresBinaries() {}

  /**
   * Unpacks the programs below this directory, unless they are already there.
   *
   * @return the directory that contains {@code bin}
   */
  static Path unpackInto(Path directory) throws IOException {
    var archive = archive();
    var target = directory.resolve("programs-" + archive.openConnection().getContentLengthLong());
    if (Files.isDirectory(target)) {
      return target;
    }
    Files.createDirectories(directory);
    var fresh = Files.createTempDirectory(directory, "unpacking-");
    try (var in = new TarArchiveInputStream(new XZInputStream(archive.openStream()))) {
      unpack(in, fresh);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      moveIfAbsent(fresh, target);
    } finally {
      FileSystemUtils.deleteRecursively(fresh);
    }
    return target;
  }

  private static URL archive() throws IOException {
    var os =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
    var arch = System.getProperty("os.arch").contains("64") ? cpu() : "other";
    var name = "/postgres-" + os + "-" + arch + ".txz";
    var found = PostgresBinaries.class.getResource(name);
    if (found == null) {
      throw new IOException(
          "There is no embedded PostgreSQL for this system ("
              + name
              + "): set notifier.postgres.url to an external server.");
    }
    return found;
  }

  private static String cpu() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
  }

  private static void unpack(TarArchiveInputStream in, Path target) throws IOException {
    TarArchiveEntry entry = in.getNextEntry();
    while (entry != null) {
      var path = target.resolve(entry.getName()).normalize();
      if (!path.startsWith(target)) {
        throw new IOException(
            "The PostgreSQL archive contains a path outside its directory: " + entry.getName());
      }
      if (entry.isDirectory()) {
        Files.createDirectories(path);
      } else {
        Files.createDirectories(path.resolveSibling("."));
        write(entry, in, path);
      }
      entry = in.getNextEntry();
    }
  }

  private static void write(TarArchiveEntry entry, InputStream in, Path path) throws IOException {
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING);
    var executable = (entry.getMode() & OWNER_EXECUTES) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  /** Two processes may unpack at the same time; the directory of the first one stays. */
  private static void moveIfAbsent(Path fresh, Path target) throws IOException {
    try {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (IOException e) {
      if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }
}
