package dev.kato.storage.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NearestSearchTest {

  /** Whatever order a server adds up in, its score never puts a vector nearer than it is. */
  @Test
  void theLeastSquareLiesBelowWhatEveryOrderOfSummingGives() {
    long seed = 42;
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      int dimension = 1 + random.nextInt(300);
      double scale = Math.pow(10, random.nextInt(70) - 45.0);
      int lanes = 1 << random.nextInt(5);
      float[] sums = new float[lanes];
      double exact = 0;
      for (int i = 0; i < dimension; i++) {
        float a = (float) (random.nextGaussian() * scale);
        float b = (float) (random.nextGaussian() * scale);
        exact += ((double) a - b) * ((double) a - b);
        sums[i % lanes] += (a - b) * (a - b);
      }
      float sum = 0;
      for (float lane : sums) {
        sum += lane;
      }
      float score = (float) Math.sqrt(sum);
      assertThat(NearestSearch.leastSquare(score, dimension))
          .as("seed %d, round %d, dimension %d, scale %s", seed, round, dimension, scale)
          .isLessThan(exact + Double.MIN_VALUE);
    }
  }
}
