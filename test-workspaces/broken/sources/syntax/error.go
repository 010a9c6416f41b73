package broken

func Before() int { return 1 }

func Broken( {

func After() int { return 3 }
