import '../app/main.ts'
