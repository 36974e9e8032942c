/**
 * The configuration that api and worker are started with: typed, validated, defaulted, refused
 * whole.
 */
@NullMarked
package dev.notifier.contracts.config;

import org.jspecify.annotations.NullMarked;
