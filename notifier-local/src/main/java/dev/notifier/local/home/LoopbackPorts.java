package dev.notifier.local.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of 127.0.0.1: which are free, and who holds one that is not. */
public final class LoopbackPorts {
  private static final Path PROC = Path.of("/proc");

  /**
   * From here on systems give ports to clients: a server that comes back may find its own taken.
   */
  private static final int FIRST_OF_CLIENTS = 32_768;

  private static final int FIRST_GIVEN = 20_000;
  private static final String LISTENING = "0A";

  private LoopbackPorts() {}

  /** A port that nobody listened on a moment ago. Another process may take it before the caller. */
  public static int free() throws IOException {
    var start = ThreadLocalRandom.current().nextInt(FIRST_GIVEN, FIRST_OF_CLIENTS);
    for (var port = start; port < FIRST_OF_CLIENTS; port++) {
      if (isFree(port)) {
        return port;
      }
    }
    throw new IOException("No port between " + start + " and " + FIRST_OF_CLIENTS + " is free");
  }

  /**
   * Whether a server could listen on this port of 127.0.0.1 now. It is tried without listening: a
   * process that another thread begins at this moment holds what is open here for a little longer,
   * and a port that is only bound is in nobody's way.
   */
  public static boolean isFree(int port) {
    try (var socket = new Socket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The process that listens on this port, like {@code process 4711 (java)}, where it can be told.
   */
  public static Optional<String> holder(int port) {
    try {
      var inode = listeningInode(port);
      return inode.isEmpty() ? Optional.empty() : ownerOf("socket:[" + inode.get() + "]");
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> listeningInode(int port) throws IOException {
    var suffix = String.format(Locale.ROOT, ":%04X", port);
    for (var table : new String[] {"tcp", "tcp6"}) {
      var file = PROC.resolve("net").resolve(table);
      if (!Files.isReadable(file)) {
        continue;
      }
      for (var line : Files.readAllLines(file)) {
        var fields = line.strip().split("\\s+", -1);
        if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
          return Optional.of(fields[9]);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ownerOf(String socket) {
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process.pid(), socket))
        .findFirst()
        .map(process -> "process " + process.pid() + name(process));
  }

  private static String name(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> " (" + Path.of(command).getFileName() + ")")
        .orElse("");
  }

  private static boolean holds(long pid, String socket) {
    try (var open = Files.list(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
      return open.anyMatch(link -> pointsTo(link, socket));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean pointsTo(Path link, String target) {
    try {
      return Files.readSymbolicLink(link).toString().equals(target);
    } catch (IOException e) {
      return false;
    }
  }
}
