return countLive(ARGV[2])
