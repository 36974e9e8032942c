package dev.notifier.worker.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The worker: the stages of the line in one process. Any number of workers share the work. */
@SpringBootApplication
public class WorkerApplication {
  /** The name of the worker's own configuration file, so that it can share a class path. */
  public static final String CONFIG_NAME = "notifier-worker";

  public static void main(String[] args) {
    System.setProperty("spring.config.name", CONFIG_NAME);
    SpringApplication.run(WorkerApplication.class, args);
  }
}
