package dev.notifier.testing;

import static java.util.Objects.requireNonNull;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/**
 * The images that tests run. Which ones stands in images.properties; the environment variable of an
 * image names another, and {@value #MIRROR} a registry before the public ones, as for compose.
 */
enum ContainerImage {
  KAFKA(true),
  POSTGRES(true),
  SIMULATOR(false),
  API(false),
  WORKER(false);

  static final String MIRROR = "MIRROR";

  private final boolean open;

  /**
   * @param open a public one; the others are made here
   */
  ContainerImage(boolean open) {
    this.open = open;
  }

  /** The environment variable for another image. */
  String variable() {
    return "NOTIFIER_TEST_" + name() + "_IMAGE";
  }

  String in(Map<String, String> environment) {
    @Nullable String other = environment.get(variable());
    if (other != null && !other.isEmpty()) {
      return other;
    }
    return (open ? environment.getOrDefault(MIRROR, "") : "") + pinned();
  }

  private String pinned() {
    Properties all = new Properties();
    try (InputStream in = ContainerImage.class.getResourceAsStream("images.properties")) {
      all.load(requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return requireNonNull(all.getProperty(name().toLowerCase(Locale.ROOT)));
  }

  /**
   * Its name, once the engine has it: public ones are pulled when they are not there.
   *
   * @throws MissingServiceException there is no engine, or it has no such image
   */
  DockerImageName there() {
    ContainerEngine.here().require();
    String name = in(System.getenv());
    if (!isHere(name)) {
      if (!open) {
        throw new MissingServiceException(
            "The image %s is missing: make it with ./notifier images, or name another in %s"
                .formatted(name, variable()));
      }
      pull(name);
    }
    return DockerImageName.parse(name);
  }

  private static boolean isHere(String name) {
    try {
      DockerClientFactory.instance().client().inspectImageCmd(name).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** Once: Testcontainers would try for minutes. */
  private void pull(String name) {
    try {
      DockerClientFactory.instance().client().pullImageCmd(name).start().awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (DockerException | DockerClientException e) {
      throw new MissingServiceException(
          "The image %s is not here and cannot be pulled: name another in %s, or a registry that can be reached in %s (docs/contributing.md, Containers)"
              .formatted(name, variable(), MIRROR));
    }
  }
}
