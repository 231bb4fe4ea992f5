package dev.kato;

import dev.kato.model.Forecast;
import dev.kato.model.KatoException;
import org.jspecify.annotations.Nullable;

/**
 * What an operation came to, and what is forecast after it. The operation has happened, whether the
 * forecast came about or not: of the two last, one is null.
 *
 * @param result of the operation
 * @param forecast from the short-term memory after it, and all that was learned until then
 * @param failure why there is no forecast, for instance that it took too long
 */
public record WithForecast<T>(
    T result, @Nullable Forecast forecast, @Nullable KatoException failure) {

  /**
   * The forecast.
   *
   * @throws KatoException if there is none: the failure
   */
  public Forecast forecastOrThrow() {
    if (forecast == null) {
      throw failure == null ? new IllegalStateException("neither forecast nor failure") : failure;
    }
    return forecast;
  }
}
