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
 * The images that tests run. The file images.properties names them. An environment variable for
 * each image names another one, and {@value #MIRROR} a registry for the public ones, as for
 * compose.
 */
enum ContainerImage {
  KAFKA(true),
  POSTGRES(true),
  SIMULATOR(false),
  API(false),
  WORKER(false);

  static final String MIRROR = "MIRROR";

  private final boolean isPublic;

  /**
   * Creates an image.
   *
   * @param isPublic whether it is from a public registry; the others are built from this repository
   */
  ContainerImage(boolean isPublic) {
    this.isPublic = isPublic;
  }

  /** The environment variable that names another image. */
  String variable() {
    return "NOTIFIER_TEST_" + name() + "_IMAGE";
  }

  String nameIn(Map<String, String> environment) {
    @Nullable String other = environment.get(variable());
    if (other != null && !other.isEmpty()) {
      return other;
    }
    return (isPublic ? environment.getOrDefault(MIRROR, "") : "") + pinned();
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
   * Returns the name of the image. Pulls a public image if the engine does not have it.
   *
   * @throws MissingServiceException if there is no engine, or if the image is missing
   */
  DockerImageName require() {
    ContainerEngine.here().require();
    String name = nameIn(System.getenv());
    if (!isPresent(name)) {
      if (!isPublic) {
        throw new MissingServiceException(
            "The image %s is missing: build it with ./notifier images, or name another one in %s"
                .formatted(name, variable()));
      }
      pull(name);
    }
    return DockerImageName.parse(name);
  }

  private static boolean isPresent(String name) {
    try {
      DockerClientFactory.instance().client().inspectImageCmd(name).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** Tries once, whereas Testcontainers would try for minutes. */
  private void pull(String name) {
    try {
      DockerClientFactory.instance().client().pullImageCmd(name).start().awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (DockerException | DockerClientException e) {
      throw new MissingServiceException(
          "The image %s is missing and cannot be pulled: name another one in %s, or a reachable registry in %s (docs/contributing.md, Containers)"
              .formatted(name, variable(), MIRROR));
    }
  }
}
