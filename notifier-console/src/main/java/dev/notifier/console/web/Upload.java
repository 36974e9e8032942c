package dev.notifier.console.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A page that reads a file from the browser, and holds a thread until it has arrived. It is called
 * only for those who may send the file, and for a few requests at the same time.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Upload {
  /** The scope that the file needs. */
  String value();
}
