package dev.notifier.local.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of 127.0.0.1: finds free ones, and the process that uses one. */
public final class LoopbackPorts {
  private static final Path PROC = Path.of("/proc");

  /**
   * The first port that systems assign to clients: a restarted server may find such a port in use.
   */
  private static final int FIRST_CLIENT_PORT = 32_768;

  private static final int FIRST_SERVER_PORT = 20_000;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();
  private static final String LISTENING = "0A";

  private LoopbackPorts() {}

  /**
   * A port that is free now, another one at each call, because a caller may need several before it
   * listens on the first. Another process may take it before the caller does.
   */
  public static int free() throws IOException {
    var start = ThreadLocalRandom.current().nextInt(FIRST_SERVER_PORT, FIRST_CLIENT_PORT);
    for (var port = start; port < FIRST_CLIENT_PORT; port++) {
      if (isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new IOException("No port between " + start + " and " + FIRST_CLIENT_PORT + " is free");
  }

  /**
   * Whether a server can listen on this port of 127.0.0.1 now. The check binds the port but does
   * not listen: a child process that another thread starts at this moment inherits the socket and
   * keeps it a little longer, and a port that is only bound does not block a server.
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
   * The process that listens on this port, such as {@code process 4711 (java)}, if it can be found.
   */
  public static Optional<String> user(int port) {
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
